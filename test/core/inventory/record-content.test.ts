import { describe, expect, test } from '@jest/globals';
import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import { contentHash } from '../../../core/inventory/record-content.ts';
import { stated } from '../../support/evidence.ts';
import { record } from '../../support/governance-world.ts';
import { said } from '../../support/provenanced.ts';

const base = record('pay', {
  owner: said('a'),
  confidence: 0.71,
  evidence: [stated('workshop', { apiName: 'pay' })],
});
const reversed = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(reversed)
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, one]) => [key, reversed(one)]),
        );

describe('the hash of what a record says', () => {
  test.each<[string, ApiRecord]>([
    [
      'a later look',
      {
        ...base,
        lastSeenCycle: 'cycle-9',
        evidence: base.evidence.map((one) => ({ ...one, observedAt: '2027-01-01T00:00:00.000Z' })),
      },
    ],
    ['confidence that faded a little', { ...base, confidence: 0.68 }],
    ['members in another order', reversed(base) as ApiRecord],
  ])('is the same after %s', (_what, other) => {
    expect(contentHash(other)).toBe(contentHash(base));
  });

  test.each<[string, Partial<ApiRecord>]>([
    ['another owner', { owner: said('b') }],
    ['confidence that faded a lot', { confidence: 0.5 }],
    ['evidence from elsewhere', { evidence: [stated('workshop', { apiName: 'pay', locator: 'x' })] }],
    ['a removal', { removedSince: 'cycle-9' }],
    [
      'traffic',
      {
        endpoints: [
          {
            method: 'GET',
            template: '/',
            state: 'shadow',
            documented: false,
            onGateway: false,
            observed: true,
            requests: 1,
            principals: 1,
          },
        ],
      },
    ],
  ])('is another with %s', (_what, change) => {
    expect(contentHash({ ...base, ...change })).not.toBe(contentHash(base));
  });

  test('counts the evidence that is stored', () => {
    const evidence = Array.from({ length: 150 }, (_, n) => stated('workshop', { locator: `w:${n}` }));
    expect(contentHash({ ...base, evidence })).toBe(
      contentHash({ ...base, evidence: evidence.slice(0, 100) }),
    );
  });
});
