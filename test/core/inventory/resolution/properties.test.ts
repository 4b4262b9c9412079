import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type GatewayApi, known } from '../../../../core/gateway/gateway-api.ts';
import { type PersonId, personId } from '../../../../core/identifiers.ts';
import type { Correction } from '../../../../core/inventory/correction.ts';
import type { DeclaredDocument } from '../../../../core/inventory/declared-document.ts';
import type { Declarations } from '../../../../core/inventory/entities.ts';
import type { Evidence, EvidenceSource } from '../../../../core/inventory/evidence.ts';
import { type Resolution, resolve } from '../../../../core/inventory/resolution/resolve.ts';
import { lambda, lambdaUri, observedAt, spec, stated } from '../../../support/evidence.ts';
import { gatewayApi, mapping, operation } from '../../../support/gateway-api.ts';

const hosts = [
  'api.bank.test',
  'pay.bank.test',
  'd1.cloudfront.net',
  'edge.elb.amazonaws.com',
  'core.bank.test',
];
const names = ['pay', 'cards', 'Pay API', 'pay v2'];
const bases = ['', '/pay', '/pay/v1', '/cards', '/v1'];
const functions = ['f1', 'f2', 'f3'].map(lambda);

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const defined = (value: object): Partial<Evidence> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));

const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    source: fc.constantFrom<EvidenceSource>(
      'workshop',
      'backstage',
      'kong',
      'load-balancer',
      'cloudfront',
      'lambda-url',
      'route53',
      'certificate',
      'waf',
      'har',
      'burp',
      'openapi-document',
      'partner-contract',
    ),
    apiName: maybe(names),
    host: maybe(hosts),
    basePath: maybe(bases),
    account: maybe(['111122223333', '444455556666']),
    resource: maybe([
      ...functions,
      'arn:aws:apigateway:us-east-1::/restapis/g1/stages/live',
      'host:pay.bank.test',
    ]),
    gatewayId: fc.option(fc.constantFrom('g1', 'g2'), { nil: undefined, freq: 5 }),
    leadsTo: maybe([...functions, ...hosts.map((host) => `host:${host}`)].map((one) => [one])),
    operations: maybe(
      [['/pay/x'], ['/x', '/y/{id}']].map((paths) => paths.map((template) => ({ method: 'GET', template }))),
    ),
    number: fc.nat({ max: 3 }),
  })
  .map(({ source, number, ...rest }) => stated(source, { ...defined(rest), locator: `${source}/${number}` }));

const gateway: fc.Arbitrary<GatewayApi> = fc
  .record({
    id: fc.constantFrom('g1', 'g2', 'g3'),
    name: fc.constantFrom(...names),
    base: maybe(['pay', 'cards', '(none)']),
    to: fc.constantFrom('f1', 'f2'),
  })
  .map(({ id, name, base, to }) =>
    gatewayApi(
      id,
      name,
      [{ ...operation('GET', '/x'), integration: { type: 'AWS_PROXY', uri: lambdaUri(to) } }],
      {
        domains: known(base ? [mapping('api.bank.test', base)] : []),
      },
    ),
  );
const document: fc.Arbitrary<DeclaredDocument> = fc
  .record({ name: fc.constantFrom(...names), host: maybe(hosts), basePath: fc.constantFrom(...bases) })
  .map(({ name, host, basePath }) => spec(name, host ? [{ host, basePath }] : [], 'GET /x', 'GET /pay/{id}'));

const declarations: fc.Arbitrary<Declarations> = fc.record({
  observedAt: fc.constant(observedAt),
  gateways: fc.uniqueArray(gateway, { maxLength: 3, selector: ({ gatewayId }) => gatewayId }),
  documents: fc.uniqueArray(document, { maxLength: 3, selector: ({ key }) => key }),
  claims: fc.array(evidence, { maxLength: 14 }),
});

const anna: PersonId = personId('https://id.bank.test', 'anna');
const correction = (
  kind: 'apart' | 'together',
  left: string,
  right: string,
  at = observedAt,
): Correction => ({
  correctionId: `${kind} ${left} ${right} ${at}`,
  kind,
  left,
  right,
  by: anna,
  at,
  reason: 'They are.',
});

const told = ({ entities, leads, possibleDuplicates, sharedBackends }: Resolution) =>
  JSON.stringify({ entities, leads, possibleDuplicates, sharedBackends });
const keysOf = (resolution: Resolution) => resolution.entities.map(({ keys }) => keys);
const isOne = (resolution: Resolution, a: string, b: string) =>
  keysOf(resolution).some((keys) => keys.includes(a) && keys.includes(b));

describe('resolution', () => {
  test('depends on no order, and knows no more when it is told twice', () => {
    fc.assert(
      fc.property(declarations, fc.infiniteStream(fc.nat()), (given, numbers) => {
        const shuffled = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, at: numbers.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        const expected = told(resolve(given));
        const { gateways, documents, claims } = given;
        const again = {
          ...given,
          gateways: shuffled(gateways),
          documents: shuffled(documents),
          claims: shuffled(claims),
        };
        expect(told(resolve(again))).toBe(expected);
        const half = Math.floor(claims.length / 2);
        const halves = { ...given, claims: [...claims.slice(half), ...claims.slice(0, half)] };
        expect(told(resolve(halves))).toBe(expected);
        expect(told(resolve({ ...given, claims: [...claims, ...claims] }))).toBe(expected);
      }),
      { numRuns: 400 },
    );
  });

  test('gives everything exactly one place: each claim is in an API or an open lead, no key in two APIs', () => {
    fc.assert(
      fc.property(declarations, (given) => {
        const { entities, leads } = resolve(given);
        const keys = entities.flatMap((entity) => entity.keys);
        expect(new Set(keys).size).toBe(keys.length);
        const placed = new Set(
          [...entities.flatMap((entity) => entity.evidence), ...leads].map(
            ({ source, locator }) => `${source} ${locator}`,
          ),
        );
        for (const { source, locator, host } of given.claims)
          if (!host?.startsWith('*')) expect(placed).toContain(`${source} ${locator}`);
      }),
      { numRuns: 300 },
    );
  });

  test('says why for every join, and never makes two gateway APIs one', () => {
    fc.assert(
      fc.property(declarations, (given) => {
        for (const { keys, merges } of resolve(given).entities) {
          expect(merges).toHaveLength(keys.length - 1);
          expect(merges.every(({ sentence, kind }) => sentence !== '' && kind !== '')).toBe(true);
          expect(keys.filter((key) => key.startsWith('gateway:')).length).toBeLessThan(2);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what people decide', () => {
  const pair = declarations.chain((given) => {
    const keys = resolve(given).entities.flatMap((entity) => entity.keys);
    return fc.tuple(
      fc.constant(given),
      fc.constantFrom(...(keys.length > 1 ? keys : ['name:a', 'name:b'])),
      fc.constantFrom(...(keys.length > 1 ? keys : ['name:a', 'name:b'])),
    );
  });

  test('two that a person put apart are apart, whatever joins them', () => {
    fc.assert(
      fc.property(pair, ([given, left, right]) => {
        fc.pre(left !== right);
        expect(
          isOne(resolve({ ...given, corrections: [correction('apart', left, right)] }), left, right),
        ).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test('two that a person put together are one, unless both have an id of API Gateway', () => {
    fc.assert(
      fc.property(pair, ([given, left, right]) => {
        fc.pre(left !== right);
        const corrected = resolve({ ...given, corrections: [correction('together', left, right)] });
        const known = new Set(keysOf(corrected).flat());
        const isPossible = [left, right].filter((key) => key.startsWith('gateway:')).length < 2;
        expect(isOne(corrected, left, right)).toBe(isPossible && known.has(left) && known.has(right));
      }),
      { numRuns: 300 },
    );
  });

  test('apart holds transitively: a third that fits both goes to one of them', () => {
    const claims = ['a', 'b', 'c'].map((name) =>
      stated('kong', { apiName: name, locator: name, host: 'x.bank.test', basePath: `/${name}` }),
    );
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `locator:${name} ${name} x.bank.test/${name}`) as [
      string,
      string,
      string,
    ];
    const given = { observedAt, gateways: [], documents: [], claims };
    const together = [correction('together', a, b), correction('together', b, c)];
    expect(resolve({ ...given, corrections: together }).entities).toHaveLength(1);
    const parted = resolve({ ...given, corrections: [...together, correction('apart', a, c)] });
    expect(isOne(parted, a, b)).toBe(true);
    expect(isOne(parted, a, c)).toBe(false);
    expect(parted.entities).toHaveLength(2);
  });

  test('of two decisions on one pair the later one holds', () => {
    const claims = ['a', 'b'].map((name) =>
      stated('kong', { apiName: name, locator: name, host: 'x.bank.test', basePath: `/${name}` }),
    );
    const [a, b] = ['locator:a a x.bank.test/a', 'locator:b b x.bank.test/b'] as const;
    const given = { observedAt, gateways: [], documents: [], claims };
    const [early, late] = ['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'] as const;
    expect(
      isOne(
        resolve({
          ...given,
          corrections: [correction('apart', a, b, early), correction('together', b, a, late)],
        }),
        a,
        b,
      ),
    ).toBe(true);
    expect(
      isOne(
        resolve({
          ...given,
          corrections: [correction('together', a, b, early), correction('apart', b, a, late)],
        }),
        a,
        b,
      ),
    ).toBe(false);
  });
});
