import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { personId } from '../../../../core/identifiers.ts';
import {
  type AuditAnswer,
  apisAt,
  auditResult,
  type Classification,
  drawHolds,
  largestSample,
  newestAnswers,
  openAudit,
} from '../../../../core/inventory/audit/audit.ts';
import { flowListeners } from '../../../../core/inventory/audit/flow-listeners.ts';
import { networkFrame } from '../../../../core/inventory/audit/network-frame.ts';
import { seededDraw } from '../../../../core/inventory/audit/seeded-draw.ts';
import type { Evidence, EvidenceSource } from '../../../../core/inventory/evidence.ts';
import { record } from '../../../support/governance-world.ts';

const by = (source: EvidenceSource, rest: Partial<Evidence>): Evidence => ({
  source,
  locator: 'somewhere',
  observedAt: '2026-11-24T00:00:00.000Z',
  confidence: 0.5,
  ...rest,
});
const hosts = (count: number) =>
  Array.from({ length: count }, (_, index) => by('route53', { host: `h${index}.bank.example` }));
const frameOf = (leads: readonly Evidence[]) => networkFrame({ records: [], leads });
const auditor = personId('https://id.bank.example', '42');
const opened = {
  auditId: 'audit-1',
  cycleId: 'cycle-1',
  openedBy: auditor,
  openedAt: '2026-11-24T10:00:00.000Z',
  seed: 'k7',
};

describe('what is drawn from', () => {
  test('hosts and listeners of the network, once each, whatever else is known of them', () => {
    const records = [
      {
        evidence: [
          by('load-balancer', { host: 'pay.bank.example', account: '111122223333' }),
          by('api-gateway-rest', { host: 'only-in-the-inventory.bank.example' }),
          by('spreadsheet', { host: 'remembered.bank.example' }),
        ],
      },
    ];
    const leads = [
      by('route53', { host: 'Pay.Bank.Example.', account: '444455556666' }),
      by('certificate', { host: '*.bank.example' }),
      by('route53', { resource: 'host:old.bank.example' }),
      by('aws-endpoint', {
        resource: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/net/x',
      }),
      ...['a', 'b'].map((rule) =>
        by('load-balancer', {
          resource: `arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener-rule/app/Web/L1/T1/${rule}`,
        }),
      ),
      by('waf', { resource: 'arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/x' }),
      by('certificate', {}),
    ];
    expect(networkFrame({ records, leads }, ['10.0.1.7:8443']).endpoints).toEqual([
      { key: '10.0.1.7:8443', sources: ['vpc-flow-log'], accounts: [] },
      {
        key: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/Web/L1/T1',
        sources: ['load-balancer'],
        accounts: [],
      },
      {
        key: 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/net/x',
        sources: ['aws-endpoint'],
        accounts: [],
      },
      { key: 'old.bank.example', sources: ['route53'], accounts: [] },
      {
        key: 'pay.bank.example',
        sources: ['load-balancer', 'route53'],
        accounts: ['111122223333', '444455556666'],
      },
    ]);
  });

  test('the hash names the endpoints, in whatever order they were found', () => {
    const frame = frameOf(hosts(3));
    expect(frame.hash).toBe(
      createHash('sha256').update('h0.bank.example\nh1.bank.example\nh2.bank.example\n').digest('hex'),
    );
    expect(frameOf(hosts(3).toReversed()).hash).toBe(frame.hash);
    expect(frameOf(hosts(4)).hash).not.toBe(frame.hash);
  });
});

describe('listeners of flow logs', () => {
  const line = (parts: string) => `2 111122223333 eni-1 ${parts} 10 840 1763942400 1763942460 ACCEPT OK`;

  test('a request and its answer name one listener; rejected, UDP and empty records none', () => {
    expect(
      flowListeners([
        line('10.0.0.9 10.0.1.7 49152 8443 6'),
        line('10.0.1.7 10.0.0.9 8443 49152 6'),
        line('10.0.0.9 10.0.1.8 50000 443 6').replace('ACCEPT', 'REJECT'),
        line('10.0.0.9 10.0.1.9 50000 53 17'),
        '2 111122223333 eni-1 - - - - - - - 1763942400 1763942460 - NODATA',
        line('10.0.0.9 10.0.1.10 40001 40002 6'),
        'not a flow log',
        '',
      ]),
    ).toEqual(['10.0.1.7:8443']);
  });

  test('a custom format by its header', () => {
    expect(
      flowListeners([
        'dstaddr dstport srcaddr srcport protocol action',
        'fd00::7 443 fd00::9 51000 6 ACCEPT',
      ]),
    ).toEqual(['fd00::7:443']);
  });

  test('any text gives listeners that have a port, or nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), (lines) => {
        for (const one of flowListeners(lines)) expect(one).toMatch(/:\d{1,5}$/);
      }),
    );
  });
});

describe('the draw', () => {
  const frame = frameOf(hosts(200));
  const keys = (seed: string, count: number) => seededDraw(frame, seed, count).map(({ key }) => key);

  test('can be repeated from the seed, with any tool that knows SHA-256', () => {
    const hash = (key: string) => createHash('sha256').update(`k7\n${key}`).digest('hex');
    const ranked = frame.endpoints.map(({ key }) => key).sort((a, b) => (hash(a) < hash(b) ? -1 : 1));
    expect(keys('k7', 20)).toEqual(ranked.slice(0, 20));
    expect(keys('k8', 20)).not.toEqual(ranked.slice(0, 20));
  });

  test('a larger draw begins with the smaller one; nothing is drawn twice', () => {
    expect(keys('k7', 60).slice(0, 20)).toEqual(keys('k7', 20));
    expect(new Set(keys('k7', 500)).size).toBe(200);
  });

  test('over many seeds every endpoint is drawn about as often', () => {
    const small = frameOf(hosts(20));
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed++)
      for (const { key } of seededDraw(small, String(seed), 5)) counts.set(key, (counts.get(key) ?? 0) + 1);
    // 500 expected each, standard deviation 19: five of them are 97.
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(97);
    expect(counts.size).toBe(20);
  });
});

describe('an audit', () => {
  const frame = frameOf(hosts(100));
  const audit = openAudit(opened, frame, 60);
  const answer = (endpoint: string, classification: Classification, at = '1'): AuditAnswer => ({
    endpoint,
    classification,
    by: auditor,
    at: `2026-11-24T11:00:0${at}.000Z`,
  });
  const answered = (given: (index: number) => Classification) => ({
    ...audit,
    answers: audit.drawn.map(({ key }, index) => answer(key, given(index))),
  });

  test('keeps what makes it repeatable', () => {
    expect(audit).toMatchObject({ frameHash: frame.hash, frameSize: 100, seed: 'k7' });
    expect(audit.drawn).toHaveLength(60);
    expect(drawHolds(audit, frame)).toBe(true);
    expect(drawHolds({ ...audit, drawn: audit.drawn.toReversed() }, frame)).toBe(false);
    expect(drawHolds(audit, frameOf(hosts(99)))).toBe(false);
  });

  test('draws a small frame whole and never more than a person can look at', () => {
    expect(openAudit(opened, frameOf(hosts(7)), 60).drawn).toHaveLength(7);
    expect(openAudit(opened, frameOf(hosts(900)), 900).drawn).toHaveLength(largestSample);
  });

  test('57 of 60 in the inventory', () => {
    const result = auditResult(answered((index) => (index < 3 ? 'MISSING' : 'IN_INVENTORY')));
    expect(result).toMatchObject({ kind: 'CLOSED', inInventory: 57, missing: 3, counted: 60 });
    expect(result.kind === 'CLOSED' && result.floor).toBeCloseTo(0.8758, 4);
  });

  test('what nobody could tell counts as missing, what is no API does not count', () => {
    const result = auditResult(
      answered((index) => (index < 2 ? 'CANNOT_TELL' : index < 12 ? 'NOT_AN_API' : 'IN_INVENTORY')),
    );
    expect(result).toMatchObject({ inInventory: 48, cannotTell: 2, notAnApi: 10, counted: 50 });
    expect(result).toMatchObject({ floor: expect.closeTo(0.8794, 4) });
  });

  test('one endpoint without an answer: no floor', () => {
    const partly = answered(() => 'IN_INVENTORY');
    expect(auditResult({ ...partly, answers: partly.answers.slice(1) })).toEqual({
      kind: 'OPEN',
      drawn: 60,
      answered: 59,
    });
    expect(auditResult({ drawn: [], answers: [] })).toMatchObject({ kind: 'OPEN' });
  });

  test('answers to what was not drawn count nothing', () => {
    const partly = { drawn: audit.drawn, answers: [answer('chosen.bank.example', 'IN_INVENTORY')] };
    expect(auditResult(partly)).toMatchObject({ kind: 'OPEN', answered: 0 });
  });

  test('a later answer takes the place of the earlier one', () => {
    const [first] = audit.drawn;
    const key = first?.key ?? '';
    expect(
      newestAnswers(audit.drawn, [answer(key, 'CANNOT_TELL', '1'), answer(key, 'MISSING', '2')]),
    ).toEqual([answer(key, 'MISSING', '2')]);
  });

  test('the person is shown which APIs are reached there', () => {
    const known = [record('pay', { hosts: ['pay.bank.example'] }), record('other')];
    expect(apisAt({ key: 'pay.bank.example' }, known)).toEqual([
      { apiId: known[0]?.apiId, name: known[0]?.name },
    ]);
  });
});
