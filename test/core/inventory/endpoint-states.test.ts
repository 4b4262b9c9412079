import { describe, expect, test } from '@jest/globals';
import { known, unread } from '../../../core/gateway/gateway-api.ts';
import type { DeclaredDocument } from '../../../core/inventory/declared-document.ts';
import { endpointState, endpointsOf } from '../../../core/inventory/endpoint-states.ts';
import { gatewayApi, operation, stage } from '../../support/gateway-api.ts';
import { observed } from '../../support/observed.ts';

describe('the state matrix', () => {
  const facts = {
    documented: false,
    served: false,
    observed: false,
    observedAtGateway: false,
    configured: false,
  };
  test.each([
    ['shadow', { observed: true }],
    ['shadow', { observed: true, configured: true }],
    ['undocumented', { observed: true, served: true, observedAtGateway: true }],
    ['undocumented', { served: true, configured: true }],
    ['bypass', { observed: true, documented: true }],
    ['bypass', { observed: true, documented: true, served: true, observedAtGateway: false }],
    ['managed', { observed: true, documented: true, served: true, observedAtGateway: true }],
    ['orphan', { documented: true }],
    ['orphan', { documented: true, served: true }],
    ['stranded', { configured: true }],
  ])('%s: %j', (state, given) => {
    expect(endpointState({ ...facts, ...given })).toBe(state);
  });
});

const document = (...operations: readonly string[]): DeclaredDocument => ({
  key: 'specs/a.yaml',
  apiName: 'a',
  servers: [],
  operations: operations.map((one) => {
    const [method = '', template = ''] = one.split(' ');
    return { method, template };
  }),
});
const states = (...parameters: Parameters<typeof endpointsOf>) =>
  endpointsOf(...parameters).map(({ method, template, state }) => `${method} ${template} ${state}`);

describe('endpoints of an API', () => {
  test('behind a catch-all, traffic is undocumented until the document names it', () => {
    const gateway = gatewayApi('g1', 'a', [operation('ANY', '/{proxy+}', 'NONE')]);
    const entity = {
      key: 'a',
      gateway,
      documents: [document('GET /{accountId}', 'POST /{accountId}/cards')],
      evidence: [],
    };
    expect(states(entity, [observed('GET', '/{accountId}'), observed('GET', '/export/daily')])).toEqual([
      'GET /export/daily undocumented',
      'ANY /{proxy+} undocumented',
      'GET /{accountId} managed',
      'POST /{accountId}/cards orphan',
    ]);
  });

  test('parameters match whatever they are called, and the document names them', () => {
    const gateway = gatewayApi('g1', 'a', [operation('GET', '/x/{id}')]);
    const entity = { key: 'a', gateway, documents: [document('GET /x/{loanId}')], evidence: [] };
    expect(states(entity, [observed('GET', '/x/{id}')])).toEqual(['GET /x/{loanId} managed']);
  });

  test('an ANY route gives way to the methods that are known by name', () => {
    const gateway = gatewayApi('g1', 'a', [operation('ANY', '/x'), operation('ANY', '/y')]);
    const entity = { key: 'a', gateway, documents: [document('GET /x', 'PUT /x')], evidence: [] };
    expect(states(entity, [observed('PUT', '/x')])).toEqual([
      'GET /x orphan',
      'PUT /x managed',
      'ANY /y undocumented',
    ]);
  });

  test('a method of the working copy that no stage serves is stranded', () => {
    const draft = [operation('GET', '/x'), operation('GET', '/new')];
    const gateway = gatewayApi('g1', 'a', draft, { stages: known([stage([operation('GET', '/x')])]) });
    expect(states({ key: 'a', gateway, documents: [], evidence: [] }, [])).toEqual([
      'GET /new stranded',
      'GET /x undocumented',
    ]);
    const unstaged = gatewayApi('g1', 'a', draft, { stages: known([]) });
    expect(states({ key: 'a', gateway: unstaged, documents: [], evidence: [] }, [])).toEqual([
      'GET /new stranded',
      'GET /x stranded',
    ]);
  });

  test('what could not be read is taken as served: nobody knows that the door is closed', () => {
    for (const stages of [
      unread('ACCESS_DENIED', 'no'),
      known([{ ...stage([]), deployed: unread('UNSUPPORTED', 'no') }]),
    ]) {
      const gateway = gatewayApi('g1', 'a', [operation('GET', '/x')], { stages });
      expect(states({ key: 'a', gateway, documents: [], evidence: [] }, [])).toEqual(['GET /x undocumented']);
    }
  });

  test('traffic around the gateway is a bypass where the endpoint is documented, else a shadow', () => {
    const source = 'alb-access-log' as const;
    const gateway = gatewayApi('g1', 'a', [operation('GET', '/x')]);
    expect(
      states({ key: 'a', gateway, documents: [document('GET /x')], evidence: [] }, [
        observed('GET', '/x', { source }),
      ]),
    ).toEqual(['GET /x bypass']);
    expect(states({ key: 'b', documents: [], evidence: [] }, [observed('GET', '/x', { source })])).toEqual([
      'GET /x shadow',
    ]);
  });

  test('the default route of an HTTP API answers for everything', () => {
    const gateway = gatewayApi('g1', 'a', [operation('ANY', '$default')], { kind: 'HTTP' });
    expect(
      states({ key: 'a', gateway, documents: [], evidence: [] }, [observed('GET', '/deep/er')]),
    ).toContain('GET /deep/er undocumented');
  });

  test('requests add up over hosts, callers do not', () => {
    const [endpoint] = endpointsOf({ key: 'a', documents: [], evidence: [] }, [
      observed('GET', '/x', { requests: 3, principals: 2, firstSeen: '2026-11-02T00:00:00.000Z' }),
      observed('GET', '/x', { host: 'b', requests: 4, principals: 5, firstSeen: '2026-11-01T00:00:00.000Z' }),
    ]);
    expect(endpoint).toMatchObject({ requests: 7, principals: 5, firstSeen: '2026-11-01T00:00:00.000Z' });
  });
});
