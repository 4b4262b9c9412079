import { describe, expect, test } from '@jest/globals';
import type { GatewayOperation } from '../../../core/gateway/gateway-api.ts';
import type { EndpointRecord } from '../../../core/inventory/api-record.ts';
import { planHash, planMigration } from '../../../core/migration/plan.ts';
import type { Snapshot } from '../../../core/migration/snapshot.ts';
import { gatewayApi, operation } from '../../support/gateway-api.ts';

const seen = (method: string, template: string, requests = 10): EndpointRecord => ({
  method,
  template,
  state: 'shadow',
  documented: false,
  onGateway: true,
  observed: true,
  requests,
  principals: 2,
});

const snapshot = (operations: GatewayOperation[], endpoints: EndpointRecord[] = []): Snapshot => ({
  takenAt: '2026-11-24T00:00:00.000Z',
  api: gatewayApi('s1', 'accounts', operations),
  at: { domainName: 'api.bank.example', basePath: 'accounts' },
  placement: { gatewayId: 's1', stage: 'prod' },
  record: { endpoints } as unknown as Snapshot['record'],
});

const target = (...routes: [string, string, boolean?][]) => ({
  paths: Object.fromEntries(
    routes.map(([method, path, secured = true]) => [
      path,
      { [method]: { security: secured ? [{ gatehouse: [] }] : [] } },
    ]),
  ),
});

const plan = (source: Snapshot, document: ReturnType<typeof target>) =>
  planMigration(source, document, {}, '1');

describe('planMigration', () => {
  test('a catch-all becomes explicit routes: kept, authenticated, validated', () => {
    const { changes, risk, reasons } = plan(
      snapshot([operation('ANY', '/{proxy+}', 'NONE')]),
      target(['get', '/a']),
    );
    expect(changes).toEqual([
      {
        method: 'GET',
        path: '/a',
        kind: 'kept',
        servedBy: 'ANY /{proxy+}',
        authentication: { before: 'NONE', after: 'CUSTOM', strength: 'stronger' },
        validation: { before: false, after: true },
      },
    ]);
    expect(risk).toBe('MEDIUM');
    expect(reasons[0]).toBe('1 routes ask for a token that they did not need before.');
  });

  test('a route is the same route whatever its variable is called', () => {
    const { changes } = plan(snapshot([operation('GET', '/a/{id}')]), target(['get', '/a/{accountId}']));
    expect(changes.map(({ kind }) => kind)).toEqual(['kept']);
  });

  test.each([
    [
      'a removed route',
      snapshot([operation('GET', '/a'), operation('GET', '/b')]),
      target(['get', '/a']),
      'GET /b is removed.',
    ],
    [
      'weaker authentication',
      snapshot([operation('GET', '/a')]),
      target(['get', '/a', false]),
      'GET /a loses its authentication.',
    ],
    [
      'a route that is cut off',
      snapshot([operation('ANY', '/{p+}')], [seen('GET', '/accounts/export', 40)]),
      target(['get', '/a']),
      'GET /accounts/export is cut off: 40 requests of 2 callers were seen.',
    ],
  ])('%s is never below HIGH', (_, source, document, reason) => {
    const { risk, reasons } = plan(source, document);
    expect(risk).toBe('HIGH');
    expect(reasons).toContain(reason);
  });

  test('observed routes that the target has are not cut off, with or without the base path', () => {
    const observed = [seen('GET', '/accounts/a/{x}'), seen('GET', '/a/{x}')];
    expect(plan(snapshot([operation('ANY', '/{p+}')], observed), target(['get', '/a/{id}'])).cutOff).toEqual(
      [],
    );
  });

  test('nothing to notice is LOW', () => {
    const validated = { ...operation('GET', '/a'), requestValidatorId: 'v' };
    const source = snapshot([validated]);
    const api = {
      ...source.api,
      validators: { known: true as const, value: [{ id: 'v', name: 'all', body: true, parameters: true }] },
    };
    expect(plan({ ...source, api }, target(['get', '/a'])).risk).toBe('LOW');
  });

  test('the hash is of what is planned, not of when', () => {
    const source = snapshot([operation('GET', '/a')]);
    const later = { ...source, takenAt: '2027-01-01T00:00:00.000Z' };
    expect(planHash(plan(later, target(['get', '/a'])))).toBe(planHash(plan(source, target(['get', '/a']))));
    expect(planHash(plan(source, target(['get', '/b'])))).not.toBe(
      planHash(plan(source, target(['get', '/a']))),
    );
  });
});
