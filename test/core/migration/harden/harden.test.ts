import { describe, expect, test } from '@jest/globals';
import { conversionReport, convert } from '../../../../core/migration/convert/convert.ts';
import { parseOpenApi } from '../../../../core/migration/convert/parse.ts';
import { operations } from '../../../../core/migration/convert/walk.ts';
import { defaultModels, harden } from '../../../../core/migration/harden/harden.ts';
import { offlineSite } from '../../../../core/migration/harden/offline-site.ts';
import {
  closedPolicy,
  openPolicy,
  policyEffects,
} from '../../../../core/migration/harden/resource-policy.ts';
import type { JsonObject } from '../../../../core/migration/json.ts';
import { accountsDocument, policy } from '../../../support/migration-world.ts';

const hardened = (source = accountsDocument) =>
  harden(convert(parseOpenApi(source)), policy, offlineSite(policy, 'https://b.test/'));

describe('harden', () => {
  test('puts authorizer, validator and an integration to the backend on every operation', () => {
    const { document } = hardened();
    const all = operations(document);
    expect(all.length).toBe(3);
    for (const { path, method, operation } of all) {
      expect(operation.security).toEqual([{ gatehouse: [] }]);
      expect(operation['x-amazon-apigateway-request-validator']).toBe('all');
      const integration = operation['x-amazon-apigateway-integration'] as JsonObject;
      expect(integration).toMatchObject({
        type: 'http_proxy',
        httpMethod: method.toUpperCase(),
        uri: `https://b.test${path}`,
        timeoutInMillis: 10_000,
      });
      expect(integration).not.toHaveProperty('passthroughBehavior');
    }
  });

  test('maps each path variable to the backend', () => {
    const transfer = operations(hardened().document).find(({ method }) => method === 'post');
    expect(transfer?.operation['x-amazon-apigateway-integration']).toMatchObject({
      requestParameters: { 'integration.request.path.accountId': 'method.request.path.accountId' },
    });
  });

  test('leaves no trace of the owner’s schemes, keeps callers out and the default endpoint off', () => {
    const { document } = hardened();
    expect(Object.keys((document.components as { securitySchemes: object }).securitySchemes)).toEqual([
      'gatehouse',
    ]);
    expect(policyEffects(JSON.stringify(document['x-amazon-apigateway-policy']))).toEqual(['Deny']);
    expect(document.servers).toEqual([
      { url: '/', 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } },
    ]);
    expect(document['x-amazon-apigateway-request-validators']).toEqual({
      all: { validateRequestBody: true, validateRequestParameters: true },
    });
  });

  test('answers refusals without a word about the backend', () => {
    const responses = hardened().document['x-amazon-apigateway-gateway-responses'] as Record<
      string,
      { responseTemplates: Record<string, string> }
    >;
    for (const type of ['DEFAULT_5XX', 'INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT', 'AUTHORIZER_FAILURE']) {
      const body = responses[type]?.responseTemplates['application/json'] ?? '';
      expect(body).not.toContain('$context.error.message');
      expect(() => JSON.parse(body.replaceAll(/\$[\w.]+/g, 'x'))).not.toThrow();
    }
  });

  test('an owner’s gateway extensions do not survive', () => {
    const source = accountsDocument.replace(
      'operationId: listAccounts',
      'operationId: listAccounts\n      x-amazon-apigateway-auth: { type: NONE }',
    );
    expect(JSON.stringify(hardened(source).document)).not.toContain('"NONE"');
  });

  test('a backend that is not known blocks, and says for which route', () => {
    const result = harden(convert(parseOpenApi(accountsDocument)), policy, {
      ...offlineSite(policy),
      backend: () => ({ reason: 'Nobody knows.' }),
    });
    const { convertible, blocked } = conversionReport(result);
    expect(convertible).toBe(false);
    expect(blocked.map(({ rule, reason }) => [rule, reason])).toContainEqual([
      'H05',
      'GET /accounts: Nobody knows.',
    ]);
  });

  test('is deterministic', () => {
    expect(JSON.stringify(hardened())).toBe(JSON.stringify(hardened()));
  });
});

describe('defaultModels', () => {
  const media = (types: Record<string, unknown>) => ({
    paths: { '/a': { post: { requestBody: { content: types } } } },
  });
  const model = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } });

  test.each([
    ['one JSON type', { 'application/json': model('A') }, ['A']],
    [
      'two JSON types of one model',
      { 'application/json': model('A'), 'application/x+json': model('A') },
      ['A'],
    ],
    ['two models', { 'application/json': model('A'), 'application/x+json': model('B') }, []],
    ['JSON and a form', { 'application/json': model('A'), 'multipart/form-data': {} }, []],
    ['no body', {}, []],
  ])('of %s', (_, types, names) => {
    expect(defaultModels(media(types)).map((each) => each.model)).toEqual(names);
  });
});

describe('resource policy', () => {
  test('effects are read as API Gateway returns them, and never guessed', () => {
    expect(policyEffects(closedPolicy())).toEqual(['Deny']);
    expect(policyEffects(openPolicy('live'))).toEqual(['Allow']);
    expect(policyEffects(closedPolicy().replaceAll('"', '\\"'))).toEqual(['Deny']);
    expect(policyEffects('{')).toEqual(['UNREADABLE']);
    expect(policyEffects(undefined)).toEqual([]);
  });
});
