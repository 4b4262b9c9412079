import type { GatewayApi, GatewayOperation } from '../../core/gateway/gateway-api.ts';
import { known } from '../../core/gateway/gateway-api.ts';
import type { DeclaredDocument } from '../../core/inventory/declared-document.ts';
import { type Evidence, evidenceOf } from '../../core/inventory/evidence.ts';
import type { ObservedEndpoint } from '../../core/traffic/endpoints.ts';

/** A bank of many APIs, each known to some of its sources. Pure: the same number is the same API. */
export const estate = (size: {
  readonly apis: number;
  readonly endpoints: number;
  readonly accounts: number;
}) => {
  const observedAt = '2026-11-24T02:00:00.000Z';
  const perApi = Math.round(size.endpoints / size.apis);
  const region = 'eu-central-1';
  const account = (n: number) => String(100_000_000_000 + (n % size.accounts));
  const name = (n: number) => `service-${n}`;
  const base = (n: number) => `/service-${n}`;
  const host = (n: number) => `api${n % 200}.bank.example`;
  /** Six of ten on API Gateway, then load balancers, another gateway, and what only people and traffic know. */
  const kind = (n: number): 'gateway' | 'listener' | 'kong' | 'none' =>
    (
      [
        'gateway',
        'gateway',
        'gateway',
        'gateway',
        'gateway',
        'gateway',
        'listener',
        'listener',
        'kong',
        'none',
      ] as const
    )[n % 10] ?? 'none';
  const paths = (n: number) =>
    Array.from({ length: perApi }, (_, index) => ({
      method: index % 3 === 2 ? 'POST' : 'GET',
      template: `/resource-${n % 7}-${index}/{id}${index % 2 ? '/entries' : ''}`,
    }));
  const numbers = Array.from({ length: size.apis }, (_, n) => n);
  const fn = (n: number) => `arn:aws:lambda:${region}:${account(n)}:function:service-${n}`;

  const rule = (n: number) =>
    `arn:aws:elasticloadbalancing:${region}:${account(n)}:listener-rule/app/edge/1/2/${n}`;
  const service = (n: number) => `imports/kong-${account(n)}.yaml#/services/${n}`;
  /** The API that log readers located traffic in. */
  const api = (n: number): string | undefined =>
    ({
      gateway: `gateway:${account(n)}/${region}/gw${n}`,
      listener: rule(n),
      kong: `locator:${service(n)} ${name(n)} ${host(n)}${base(n)}`,
      none: undefined,
    })[kind(n)];

  const located = (n: number) => {
    const found = api(n);
    return found ? { api: found } : {};
  };

  const gateway = (n: number): GatewayApi => {
    const draft = paths(n).map(
      ({ method, template }): GatewayOperation => ({
        method,
        path: template,
        authorizationType: 'CUSTOM',
        apiKeyRequired: false,
        requestModels: {},
        requestParameters: {},
        integration: {
          type: 'AWS_PROXY',
          uri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${fn(n)}/invocations`,
        },
      }),
    );
    const deployed = draft.map(({ method, path, authorizationType, apiKeyRequired }) => ({
      method,
      path,
      authorizationType,
      apiKeyRequired,
    }));
    return {
      kind: 'REST',
      account: account(n),
      region,
      gatewayId: `gw${n}`,
      name: name(n),
      tags: n % 3 ? { owner: `team-${n % 90}`, exposure: 'partner', 'data-class': 'confidential' } : {},
      disableExecuteApiEndpoint: known(true),
      domains: known([{ domainName: host(n), basePath: `service-${n}`, stage: 'live' }]),
      authorizers: known([]),
      validators: known([]),
      draft: known(draft),
      stages: known([
        { name: 'live', deploymentId: 'd1', methodSettings: {}, deployed: known(deployed), tags: {} },
      ]),
      calls: [{ call: 'GetRestApi', observedAt }],
    };
  };
  const document = (n: number): DeclaredDocument => ({
    key: `specs/service-${n}.yaml`,
    apiName: name(n),
    owner: `team-${n % 90}@bank.example`,
    servers: [{ host: host(n), basePath: base(n) }],
    operations: paths(n).map((one) => ({ ...one, responses: ['200', '4XX'], queryNames: ['page'] })),
  });
  const claims = (n: number): Evidence[] => {
    const place = { host: host(n), basePath: base(n) };
    const found = {
      account: account(n),
      region,
      apiName: name(n),
      observedAt,
      operations: paths(n),
      ...place,
    };
    return [
      ...(kind(n) === 'listener'
        ? [
            evidenceOf({
              ...found,
              source: 'load-balancer',
              locator: rule(n),
              resource: rule(n),
              leadsTo: [fn(n)],
            }),
          ]
        : []),
      ...(kind(n) === 'kong'
        ? [
            evidenceOf({
              ...found,
              source: 'kong',
              locator: service(n),
            }),
          ]
        : []),
      ...(n % 5 < 2
        ? [
            evidenceOf({
              source: 'workshop',
              locator: `workshop/2026-q4.csv:${n + 2}`,
              apiName: name(n),
              owner: `team-${n % 90}`,
              observedAt,
              ...(n % 2 ? place : {}),
            }),
          ]
        : []),
      ...(n < 200
        ? [
            evidenceOf({
              source: 'route53',
              locator: `arn:aws:route53:::hostedzone/Z1#${host(n)}`,
              account: account(n),
              host: host(n),
              resource: `host:${host(n)}`,
              leadsTo: [`host:d-${n}.execute-api.${region}.amazonaws.com`],
              observedAt,
            }),
          ]
        : []),
    ];
  };
  const seen = (n: number): ObservedEndpoint[] =>
    paths(n).map(({ method, template }, index) => ({
      source: kind(n) === 'gateway' ? 'api-gateway-access-log' : 'alb-access-log',
      ...(kind(n) === 'gateway' ? { gatewayId: `gw${n}` } : {}),
      ...located(n),
      host: kind(n) === 'none' ? `shadow-${n}.bank.example` : host(n),
      method,
      template,
      known: true,
      parameters: [],
      requests: 100 + index,
      principals: 3,
      statuses: { '2xx': 100 + index },
      codes: [[200, 100] as const, ...(n % 50 === 0 ? [[202, index] as const] : [])],
      firstSeen: '2026-11-23T00:00:00.000Z',
      lastSeen: '2026-11-24T00:00:00.000Z',
      confidence: 0.9,
    }));
  return {
    observedAt,
    numbers,
    gateways: numbers.filter((n) => kind(n) === 'gateway'),
    gateway,
    documents: () => numbers.filter((n) => n % 10 < 7).map(document),
    claims: () => numbers.flatMap(claims),
    seen,
  };
};
