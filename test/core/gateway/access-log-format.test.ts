import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { logFormatFindings } from '../../../core/gateway/access-log-format.ts';
import type { GatewayKind } from '../../../core/gateway/gateway-api.ts';

const policy = parse(readFileSync('policy/hardening.yaml', 'utf8')) as {
  readonly stage: { readonly accessLog: Readonly<Record<string, string>> };
};
const recommended = policy.stage.accessLog;
const findings = (format: string | undefined, kind: GatewayKind = 'REST') =>
  logFormatFindings(
    { name: 'prod', ...(format === undefined ? {} : { accessLog: { destinationArn: 'arn:log', format } }) },
    kind,
    recommended,
  );

const complete = JSON.stringify(recommended);

describe('the format of a stage’s access log', () => {
  test('that says path, method, caller, outcome, time and host is no finding', () => {
    expect(findings(complete)).toEqual([]);
  });

  test.each(['REST', 'HTTP', 'WEBSOCKET'] as const)(
    'a %s stage without a log gets a format that is itself no finding',
    (kind) => {
      const [finding, ...others] = findings(undefined, kind);
      expect(others).toEqual([]);
      expect(finding).toMatchObject({ stage: 'prod', what: 'NO_ACCESS_LOG' });
      expect(findings(finding?.format, kind)).toEqual([]);
    },
  );

  test('a REST stage without a log gets the policy’s format as it stands', () => {
    expect(findings(undefined)[0]?.format).toBe(complete);
  });

  test('an HTTP API is not told to log what it does not have', () => {
    const format = findings(undefined, 'HTTP')[0]?.format ?? '';
    expect(format).not.toMatch(/resourcePath|waf|tlsVersion|cipherSuite/);
    expect(findings(undefined, 'WEBSOCKET')[0]?.format).not.toMatch(/httpMethod|context\.path/);
  });

  test('names what is hidden, and keeps what is logged already', () => {
    const [finding, ...others] = findings(
      '{"requestId":"$context.requestId","at":"$context.requestTime","status":"$context.status","ip":"$context.identity.sourceIp"}',
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      what: 'HIDES',
      variables: [
        '$context.path',
        '$context.httpMethod',
        '$context.authorizer.principalId',
        '$context.domainName',
      ],
    });
    expect(finding?.reason).toContain('the path, the method, who called, the host');
    expect(JSON.parse(finding?.format ?? '')).toMatchObject({
      requestId: '$context.requestId',
      ip: '$context.identity.sourceIp',
      path: '$context.path',
    });
    expect(findings(finding?.format)).toEqual([]);
  });

  test('the path template or the route is a path; a certificate, a claim or the id of a key is an identity', () => {
    const rest = (variable: string) =>
      findings(
        JSON.stringify({
          d: '$context.domainName',
          m: '$context.httpMethod',
          p: '$context.resourcePath',
          s: '$context.status',
          t: '$context.requestTimeEpoch',
          who: variable,
        }),
      );
    for (const variable of [
      '$context.identity.clientCert.subjectDN',
      '$context.identity.apiKeyId',
      '$context.authorizer.claims.sub',
    ])
      expect(rest(variable)).toEqual([]);
    expect(rest('$context.identity.sourceIp')).toMatchObject([{ what: 'HIDES' }]);
    expect(rest('$context.authorizer.error')).toMatchObject([{ what: 'HIDES' }]);
  });

  test('common log format answers the questions and is not read all the same', () => {
    const clf =
      '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.domainName $context.requestId';
    expect(findings(clf)).toMatchObject([{ what: 'NOT_JSON', format: complete }]);
  });

  test('the value of an API key is a secret; the format to set does without it', () => {
    const [finding] = findings(JSON.stringify({ ...recommended, key: '$context.identity.apiKey' }));
    expect(finding).toMatchObject({ what: 'HOLDS_SECRET', variables: ['$context.identity.apiKey'] });
    expect(finding?.format).toBe(complete);
    expect(findings(JSON.stringify({ ...recommended, key: '$context.identity.apiKeyId' }))).toEqual([]);
  });

  test('a member that says something else keeps its place', () => {
    const { path: _, ...rest } = recommended;
    const [finding] = findings(JSON.stringify({ ...rest, path: '$context.stage', resource: 'x' }));
    expect(JSON.parse(finding?.format ?? '')).toMatchObject({ path: '$context.stage' });
    expect(findings(finding?.format)).toEqual([]);
  });

  test('nested records are read too', () => {
    const nested = JSON.stringify({ requestContext: recommended });
    expect(findings(nested)).toEqual([]);
  });
});
