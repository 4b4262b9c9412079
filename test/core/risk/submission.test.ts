import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { readExceptionRequest } from '../../../core/risk/exception-request.ts';
import { type SubmissionContext, submit } from '../../../core/risk/submission.ts';
import {
  apiRecord,
  issuer,
  opened,
  people,
  person,
  policy,
  requestKey,
  requestText,
  theException,
} from '../../support/risk-world.ts';

type Request = Record<string, unknown> & {
  gaps: Record<string, unknown>[];
  controls: Record<string, unknown>[];
};
const changed = (change: (request: Request) => void): string => {
  const request = parse(requestText) as Request;
  change(request);
  return stringify(request);
};

const context: SubmissionContext = {
  exceptionId: theException,
  round: 1,
  catalogue: [apiRecord],
  stakeholders: people,
  issuer,
  policy,
  now: new Date(opened),
};
const refusal = (text: string, more: Partial<SubmissionContext> = {}) => {
  const result = submit(text, requestKey, { ...context, ...more });
  if (result.ok) throw new Error('The request was accepted.');
  return result.problems;
};

describe('a complete request', () => {
  test('becomes a dossier with what the catalogue knows of the API', () => {
    const result = submit(requestText, requestKey, context);
    expect(result).toMatchObject({
      ok: true,
      dossier: {
        exceptionId: theException,
        round: 1,
        apiId: apiRecord.apiId,
        owner: 'files@bank.test',
        exposure: 'partner',
        dataClass: 'confidential',
        requests: 1200,
        tier: 'MEDIUM',
        requestedUntil: '2027-01-15',
        requester: { person: person('olga'), name: 'Olga Doe' },
        apiOwner: person('bruno'),
        policyVersion: policy.version,
      },
    });
  });

  test('may ask for the last day of its tier and no day more', () => {
    const until = (day: string) => changed((request) => Object.assign(request, { requestedUntil: day }));
    expect(submit(until('2027-05-23'), requestKey, context).ok).toBe(true);
    expect(refusal(until('2027-05-24'))).toMatchObject([
      { pointer: '/requestedUntil', message: 'An exception of tier MEDIUM lasts at most 180 days.' },
    ]);
  });
});

describe('a refusal names everything that is to be completed', () => {
  test('each of the six worksheet fields, with its place', () => {
    const fields = ['constraints', 'definition', 'objective', 'identifiedRisk', 'validation', 'maintenance'];
    const text = changed((request) => {
      for (const field of fields) delete request.controls[1]?.[field];
    });
    const problems = refusal(text);
    expect(problems.map(({ pointer }) => pointer)).toEqual(fields.map((field) => `/controls/1/${field}`));
    for (const { file, line, message, fix } of problems) {
      expect(file).toBe(requestKey);
      expect(line).toBeGreaterThan(1);
      expect(message).toMatch(/is missing\.$/);
      expect(fix).toMatch(/^Write /);
    }
  });

  test.each([
    [
      'an empty field',
      '/controls/0/validation',
      (request: Request) => Object.assign(request.controls[0] ?? {}, { validation: '  ' }),
    ],
    ['a gap without control', '/gaps/0', (request: Request) => request.controls.shift()],
    [
      'a control of no gap',
      '/controls/0/gapIds/0',
      (request: Request) => Object.assign(request.controls[0] ?? {}, { gapIds: ['GAP-9', 'GAP-1'] }),
    ],
    [
      'the same gap twice',
      '/gaps/1/gapId',
      (request: Request) => Object.assign(request.gaps[1] ?? {}, { gapId: 'GAP-1' }),
    ],
    [
      'the same control twice',
      '/controls/1/controlId',
      (request: Request) => Object.assign(request.controls[1] ?? {}, { controlId: 'CTL-1' }),
    ],
    ['no verification', '/controls/0/verifyBy', (request: Request) => delete request.controls[0]?.verifyBy],
    [
      'a rating of six',
      '/residualRisk/impact',
      (request: Request) => Object.assign(request, { residualRisk: { likelihood: 1, impact: 6 } }),
    ],
    [
      'a date that is over',
      '/requestedUntil',
      (request: Request) => Object.assign(request, { requestedUntil: '2026-11-23' }),
    ],
    ['no date', '/requestedUntil', (request: Request) => delete request.requestedUntil],
    [
      'an unknown requester',
      '/requester',
      (request: Request) => Object.assign(request, { requester: 'mallory' }),
    ],
    ['an unknown owner', '/apiOwner', (request: Request) => Object.assign(request, { apiOwner: 'mallory' })],
    ['an API nobody found', '/api', (request: Request) => Object.assign(request, { api: 'ghost' })],
  ])('%s', (_what, pointer, change) => {
    expect(refusal(changed((request) => void change(request))).map((problem) => problem.pointer)).toContain(
      pointer,
    );
  });

  test('several at once', () => {
    const text = changed((request) => {
      Object.assign(request, { requester: 'mallory', requestedUntil: '2026-11-01' });
      request.controls.shift();
    });
    expect(refusal(text).map(({ pointer }) => pointer)).toEqual(['/requester', '/gaps/0']);
    const known = text.replace('mallory', 'olga');
    expect(refusal(known).map(({ pointer }) => pointer)).toEqual(['/gaps/0', '/requestedUntil']);
  });

  test('facts that the catalogue has not got', () => {
    const { owner: _, dataClass: __, ...record } = apiRecord;
    expect(refusal(requestText, { catalogue: [record] }).map(({ message }) => message)).toEqual([
      'The owner of h2h-files is not known.',
      'The data_class of h2h-files is not known.',
    ]);
  });

  test('a name that two APIs bear', () => {
    expect(refusal(requestText, { catalogue: [apiRecord, apiRecord] })).toMatchObject([{ pointer: '/api' }]);
  });
});

test('no-expiry-unrepresentable: no text without an end date becomes a dossier', () => {
  const ends = fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    fc.string(),
    fc.integer(),
    fc.constant(''),
  );
  fc.assert(
    fc.property(ends, (requestedUntil) => {
      fc.pre(!/^\d{4}-\d{2}-\d{2}$/.test(String(requestedUntil)));
      const text = changed((request) => Object.assign(request, { requestedUntil }));
      expect(refusal(text).map(({ pointer }) => pointer)).toContain('/requestedUntil');
    }),
  );
});

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.jsonValue().map((value) => stringify(value)),
      ),
      (text) => {
        const read = readExceptionRequest(text, 'any.yaml');
        expect(read.ok || read.problems.length > 0).toBe(true);
      },
    ),
  );
});
