import { type GatewayApi, known } from '../../core/gateway/gateway-api.ts';
import type { CheckId, CheckSubject } from '../../core/posture/check.ts';
import { mapping, operation } from './gateway-api.ts';
import { apiWith, apiWithStage, denied, goodApi, record, withAuthorizer } from './posture-subject.ts';

interface Case {
  readonly api: GatewayApi;
  readonly rest?: Partial<CheckSubject>;
}

const post = { ...operation('POST', '/payments'), authorizerId: 'auth1', requestValidatorId: 'all' };
const backend = (uri: string) => ({ ...withAuthorizer, integration: { type: 'HTTP_PROXY', uri } });
const good: Case = { api: goodApi() };

/** For every check what passes it, what fails it, and what it cannot know. */
export const cases: Readonly<Record<CheckId, { pass: Case; fail: Case; unknown: Case }>> = {
  'AUTHN-01': {
    pass: good,
    fail: { api: apiWith([operation('GET', '/payments', 'NONE')]) },
    unknown: { api: apiWithStage({ deployed: denied }) },
  },
  'AUTHN-12': {
    pass: good,
    fail: { api: apiWith([operation('GET', '/payments', 'AWS_IAM')]) },
    unknown: { api: goodApi({ authorizers: denied }) },
  },
  'TLS-01': {
    pass: good,
    fail: {
      api: goodApi({ domains: known([{ ...mapping('api.bank.example'), securityPolicy: 'TLS_1_0' }]) }),
    },
    unknown: { api: goodApi({ domains: denied }) },
  },
  'TLS-12': {
    pass: { api: apiWith([backend('https://backend.example/payments')]) },
    fail: { api: apiWith([backend('http://backend.example/payments')]) },
    unknown: { api: goodApi({ draft: denied }) },
  },
  'TRAF-01': {
    pass: good,
    fail: { api: apiWithStage({ methodSettings: {} }) },
    unknown: { api: goodApi(), rest: { accountThrottle: denied } },
  },
  'VAL-01': {
    pass: { api: apiWith([{ ...post, requestModels: { $default: 'Payment' } }]) },
    fail: { api: apiWith([operation('POST', '/payments')]) },
    unknown: { api: goodApi({ validators: denied }) },
  },
  'NET-02': {
    pass: good,
    fail: { api: goodApi({ disableExecuteApiEndpoint: known(false) }) },
    unknown: { api: goodApi({ disableExecuteApiEndpoint: denied }) },
  },
  'OBS-01': {
    pass: good,
    fail: {
      api: goodApi({ stages: known([{ name: 'prod', methodSettings: {}, deployed: known([]), tags: {} }]) }),
    },
    unknown: { api: goodApi({ stages: denied }) },
  },
  'OBS-07': {
    pass: good,
    fail: { api: apiWithStage({ methodSettings: { '*/*': { dataTraceEnabled: true } } }) },
    unknown: { api: goodApi({ stages: denied }) },
  },
  'INV-01': {
    pass: good,
    fail: { api: goodApi(), rest: { record: known({ ...record, owner: undefined } as never) } },
    unknown: { api: goodApi(), rest: { record: denied } },
  },
  'INV-09': {
    pass: good,
    fail: { api: apiWith([operation('ANY', '/{proxy+}')]) },
    unknown: { api: apiWithStage({ deployed: denied }) },
  },
  'GOV-01': {
    pass: good,
    fail: { api: goodApi({ draft: known([withAuthorizer, operation('GET', '/new')]) }) },
    unknown: { api: goodApi({ draft: denied }) },
  },
};
