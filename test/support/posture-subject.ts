import {
  type GatewayApi,
  type GatewayOperation,
  type GatewayStage,
  known,
  unread,
} from '../../core/gateway/gateway-api.ts';
import { apiId } from '../../core/identifiers.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import type { CheckId, CheckResult, CheckSubject } from '../../core/posture/check.ts';
import { checks } from '../../core/posture/registry.ts';
import { gatewayApi, mapping, operation, stage } from './gateway-api.ts';
import { plainRecord, said } from './provenanced.ts';

export const denied = unread('ACCESS_DENIED', 'The call was refused.');

export const record: ApiRecord = {
  apiId: apiId('payments-1'),
  name: said('payments', 'api-gateway-rest', 'arn'),
  owner: said('payments-team', 'api-gateway-rest', 'arn'),
  ...plainRecord,
  partners: [],
  hosts: [],
  endpoints: [],
  evidence: [],
  confidence: 1,
  firstSeenCycle: 'cycle-1',
  lastSeenCycle: 'cycle-1',
};

export const withAuthorizer: GatewayOperation = { ...operation('GET', '/payments'), authorizerId: 'auth1' };

export const goodStage = (operations: readonly GatewayOperation[] = [withAuthorizer]): GatewayStage => ({
  ...stage(operations, 'prod'),
  methodSettings: { '*/*': { throttlingRateLimit: 50, throttlingBurstLimit: 100, dataTraceEnabled: false } },
  accessLog: { destinationArn: 'arn:aws:logs:eu:1:log-group:payments', format: '{}' },
});

/** An API that every check passes, with what a test changes of it. */
export const goodApi = (rest: Partial<GatewayApi> = {}): GatewayApi => ({
  ...gatewayApi('g1', 'payments', [withAuthorizer]),
  domains: known([{ ...mapping('api.bank.example', 'payments', 'prod'), securityPolicy: 'TLS_1_2' }]),
  authorizers: known([{ id: 'auth1', name: 'bank-tokens', type: 'TOKEN' }]),
  validators: known([
    { id: 'all', name: 'all', body: true, parameters: true },
    { id: 'params', name: 'params', body: false, parameters: true },
  ]),
  stages: known([goodStage()]),
  calls: [{ call: 'GetStages', observedAt: '2026-11-24T10:00:00Z' }],
  ...rest,
});

/** The same API with these operations in the working copy and deployed. */
export const apiWith = (
  operations: readonly GatewayOperation[],
  rest: Partial<GatewayApi> = {},
): GatewayApi => goodApi({ draft: known(operations), stages: known([goodStage(operations)]), ...rest });

/** The same API with its one stage changed. */
export const apiWithStage = (change: Partial<GatewayStage>, rest: Partial<GatewayApi> = {}): GatewayApi =>
  goodApi({ stages: known([{ ...goodStage(), ...change }]), ...rest });

export const subjectOf = (api: GatewayApi, rest: Partial<CheckSubject> = {}): CheckSubject => ({
  api: known(api),
  record: known(record),
  accountThrottle: known({ rateLimit: 10_000, burstLimit: 5_000 }),
  ...rest,
});

/** Results of one check over one API. */
export const judge = (
  id: CheckId,
  api: GatewayApi,
  rest: Partial<CheckSubject> = {},
): readonly CheckResult[] => {
  const check = checks.find((one) => one.id === id);
  if (!check) throw new Error(`No check ${id}.`);
  return check.evaluate({ ...subjectOf(api, rest), api });
};

export const statuses = (results: readonly CheckResult[]): string[] => results.map(({ status }) => status);
