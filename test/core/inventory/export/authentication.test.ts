import { expect, test } from '@jest/globals';
import { isAuthenticated } from '../../../../core/inventory/export/authentication.ts';
import type { CheckResult } from '../../../../core/posture/check.ts';

const results = (...statuses: CheckResult['status'][]) => ({
  results: [
    { checkId: 'TRAFFIC-01', status: 'FAIL' } as unknown as CheckResult,
    ...statuses.map((status) => ({ checkId: 'AUTHN-01', status }) as unknown as CheckResult),
  ],
});

test.each<[Parameters<typeof isAuthenticated>[0], boolean | undefined]>([
  [results('PASS', 'PASS'), true],
  [results('PASS', 'FAIL'), false],
  [results('UNKNOWN', 'FAIL'), false],
  [results('PASS', 'UNKNOWN'), undefined],
  [results('NOT_APPLICABLE'), undefined],
  [results(), undefined],
  [undefined, undefined],
])('%j: %s', (assessment, expected) => expect(isAuthenticated(assessment)).toBe(expected));
