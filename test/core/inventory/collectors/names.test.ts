import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  accountInArn,
  functionArn,
  isFunctionArn,
  partitionOf,
} from '../../../../core/inventory/collectors/arn.ts';
import { hiddenBy } from '../../../../core/inventory/collectors/hidden-by.ts';
import { hostName, hostOfPattern, hostReference } from '../../../../core/inventory/collectors/host-name.ts';
import { collectorIds, collectorInfo, collectors } from '../../../../core/inventory/collectors/registry.ts';
import { tagFacts, tagMap } from '../../../../core/inventory/collectors/tag-facts.ts';
import { evidenceOf } from '../../../../core/inventory/evidence.ts';

test.each([
  ['API.Bank.example.', 'api.bank.example'],
  ['https://x.appsync-api.eu-central-1.amazonaws.com/graphql', 'x.appsync-api.eu-central-1.amazonaws.com'],
  ['wss://evt.example:443/event', 'evt.example'],
  ['\\052.bank.example.', '*.bank.example'],
  ['dualstack.edge-1.eu-central-1.elb.amazonaws.com.', 'edge-1.eu-central-1.elb.amazonaws.com'],
  ['dualstack.bank.example', 'dualstack.bank.example'],
])('host %s', (name, host) => {
  expect(hostName(name)).toBe(host);
  expect(hostName(host)).toBe(host);
  expect(hostReference(name, '/v1')).toBe(`host:${host}/v1`);
});

test.each([
  ['Pay.bank.example', 'pay.bank.example'],
  ['*.bank.example', '*.bank.example'],
  ['api-*.bank.example', '*.bank.example'],
  ['api.*.bank.example', '*.bank.example'],
  ['fx-?.eu.bank.example', '*.eu.bank.example'],
  ['*.example', undefined],
  ['*', undefined],
])('host pattern %s', (pattern, host) => {
  expect(hostOfPattern(pattern)).toBe(host);
});

describe('tags', () => {
  test('in every form that AWS writes them, with and without a namespace', () => {
    const facts = { owner: 'pay@bank.example', environment: 'production', dataClass: 'secret' };
    expect(
      tagFacts([
        { Key: 'bank:Owner', Value: ' pay@bank.example ' },
        { Key: 'ENV', Value: 'Prod' },
        { Key: 'data_class', Value: 'Secret' },
      ]),
    ).toEqual(facts);
    expect(
      tagFacts([
        { key: 'owner', value: 'pay@bank.example' },
        { key: 'stage', value: 'live' },
        { key: 'DataClassification', value: 'secret' },
      ]),
    ).toEqual(facts);
    expect(
      tagFacts({ 'bank.example/owner': 'pay@bank.example', environment: 'prd', classification: 'SECRET' }),
    ).toEqual(facts);
    expect(tagFacts({ partner: 'Acme, Beta; Gamma', lifecycle: 'deprecated', audience: 'partner' })).toEqual({
      partners: ['Acme', 'Beta', 'Gamma'],
      lifecycle: 'deprecated',
      exposure: 'partner',
    });
  });

  test('words that are not ours are left out', () => {
    expect(tagFacts({ environment: 'blue', 'data-class': 'C3', exposure: 'everyone', owner: ' ' })).toEqual(
      {},
    );
    expect(tagFacts(undefined)).toEqual({});
  });

  test('tags that AWS sets itself are nobody’s statement; the first of two keys of one name counts', () => {
    expect(
      tagMap([
        { Key: 'aws:owner', Value: 'x' },
        { Key: 'a:owner', Value: 'y' },
        { Key: 'b:owner', Value: 'z' },
      ]).get('owner'),
    ).toBe('y');
  });

  test('no tag makes it throw', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (tags) => {
        expect(() => tagFacts(tags)).not.toThrow();
      }),
    );
  });
});

test('ARNs', () => {
  const arn = 'arn:aws:lambda:eu-central-1:111122223333:function:pay';
  expect([arn, `${arn}:live`, `${arn}:$LATEST`, `${arn}:7`].map(functionArn)).toEqual([arn, arn, arn, arn]);
  expect([isFunctionArn(arn), isFunctionArn('arn:aws:sns:eu-central-1:1:x')]).toEqual([true, false]);
  expect(accountInArn(arn)).toBe('111122223333');
  expect(['eu-central-1', 'cn-north-1', 'us-gov-west-1'].map(partitionOf)).toEqual([
    'aws',
    'aws-cn',
    'aws-us-gov',
  ]);
});

test('what a failure hides: the thing, what stands below it, or everything', () => {
  const evidence = (locator: string) =>
    evidenceOf({ source: 'route53', locator, observedAt: '2026-11-24T08:00:00Z' });
  const row = (about: string) => ({ call: 'X', reason: 'UNAVAILABLE' as const, about });
  const zone = 'arn:aws:route53:::hostedzone/Z1';
  expect(hiddenBy(row(''), evidence('anything'))).toBe(true);
  expect(hiddenBy(row(zone), evidence(`${zone}#api.bank.example`))).toBe(true);
  expect(hiddenBy(row(zone), evidence(`${zone}2#api.bank.example`))).toBe(false);
  expect(hiddenBy(row('tags of x'), evidence('x'))).toBe(false);
  const balancer = 'arn:aws:elasticloadbalancing:r:1:loadbalancer/app/a/9';
  expect(
    hiddenBy(row(balancer), evidence('arn:aws:elasticloadbalancing:r:1:listener-rule/app/a/9/l/r')),
  ).toBe(true);
  expect(
    hiddenBy(row(balancer), evidence('arn:aws:elasticloadbalancing:r:1:listener-rule/app/a/99/l/r')),
  ).toBe(false);
});

test('the registry: every id once, everything said', () => {
  expect(new Set(collectorIds).size).toBe(collectors.length);
  for (const { id, title, actions, shows } of collectors) {
    expect([id, title.length > 0, actions.length > 0, /\.$/.test(shows)]).toEqual([id, true, true, true]);
    expect(new Set(actions).size).toBe(actions.length);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(collectorInfo(id).id).toBe(id);
  }
  expect(() => collectorInfo('none' as never)).toThrow(RangeError);
});
