import { describe, expect, test } from '@jest/globals';
import { policyControls, policyNameOf } from '../../../../../core/inventory/importers/mulesoft/policies.ts';
import { templatePaths } from '../../../../../core/inventory/importers/request-paths.ts';

const at = (value: unknown) => ({ value, path: [], proofAt: () => 'policies.json' });

describe('names of policies', () => {
  test.each([
    [{ policyTemplateId: 'rate-limiting' }, 'rate-limiting'],
    [{ policyTemplateId: '348742', template: { assetId: 'rate-limiting' } }, 'rate-limiting'],
    [{ implementationAsset: { assetId: 'rate-limiting-flex' } }, 'rate-limiting'],
    [{ policyRef: { name: 'jwt-validation-v1-0-impl' } }, 'jwt-validation'],
    [{ policyRef: { name: 'client-id-enforcement-flex' } }, 'client-id-enforcement'],
    [{ assetId: 'message-logging' }, 'message-logging'],
    [{}, ''],
  ])('%j', (policy, name) => {
    expect(policyNameOf(at(policy))).toBe(name);
  });
});

describe('pointcuts', () => {
  const effect = (pointcutData: unknown, method: string, template: string) =>
    policyControls(
      at({ policyTemplateId: 'client-id-enforcement', pointcutData }),
      method,
      templatePaths(template),
    ).map(({ effective }) => effective);

  test.each([
    [null, 'GET', '/a', ['yes']],
    [[], 'GET', '/a', ['yes']],
    [[{ methodRegex: '.*', uriTemplateRegex: '/.*' }], 'GET', '/a', ['yes']],
    [[{ methodRegex: 'GET', uriTemplateRegex: '/a' }], 'GET', '/a', ['yes']],
    [[{ methodRegex: 'GET|POST', uriTemplateRegex: '/a' }], 'DELETE', '/a', []],
    [[{ methodRegex: 'GET', uriTemplateRegex: '/a' }], 'ANY', '/a', ['conditional']],
    [[{ methodRegex: 'GET', uriTemplateRegex: '/b/.*' }], 'GET', '/a', []],
    [[{ methodRegex: 'GET', uriTemplateRegex: '/a/.*' }], 'GET', '/{proxy+}', ['conditional']],
    [[{ methodRegex: 'G.T', uriTemplateRegex: '/a' }], 'GET', '/a', ['conditional']],
  ])('%j of %s %s', (pointcuts, method, template, effects) => {
    expect(effect(pointcuts, method, template)).toEqual(effects);
  });
});
