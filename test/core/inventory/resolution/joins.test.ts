import { describe, expect, test } from '@jest/globals';
import { known, unread } from '../../../../core/gateway/gateway-api.ts';
import type { Declarations } from '../../../../core/inventory/entities.ts';
import { resolve } from '../../../../core/inventory/resolution/resolve.ts';
import {
  behaviour,
  claim,
  functionUrl,
  lambda,
  lambdaUri,
  observedAt,
  record,
  rule,
  spec,
  stated,
} from '../../../support/evidence.ts';
import { gatewayApi, mapping, operation, stage } from '../../../support/gateway-api.ts';

const of = (parts: Partial<Declarations>) =>
  resolve({ observedAt, gateways: [], documents: [], claims: [], ...parts });
/** Every API as the sources that are in it. */
const apis = (parts: Partial<Declarations>): string[] =>
  of(parts).entities.map(({ evidence }) =>
    evidence
      .map(({ source }) => source)
      .sort()
      .join(' '),
  );
const reasons = (parts: Partial<Declarations>): string[] =>
  of(parts).entities.flatMap(({ merges }) => merges.map(({ kind }) => kind));
const leading = (uri: string) => ({ ...operation('GET', '/x'), integration: { type: 'AWS_PROXY', uri } });
const pay = (gatewayId = 'g1', domain?: string, basePath = 'pay') =>
  gatewayApi(gatewayId, 'pay', [leading(lambdaUri('pay'))], {
    account: '111122223333',
    region: 'eu-west-1',
    domains: known(domain ? [mapping(domain, basePath, 'live')] : []),
  });

describe('one API under all of its identities', () => {
  test('REST API and stage, ALB rule, function and its URL, document, contract, sheet and DNS are one', () => {
    const { entities, leads, possibleDuplicates } = of({
      gateways: [pay('g1', 'api.bank.example')],
      documents: [spec('Payment initiation', [{ host: 'api.bank.example', basePath: '/pay' }], 'GET /x')],
      claims: [
        rule('10', { host: 'alb.bank.example', basePath: '/pay', leadsTo: [lambda('pay')] }),
        functionUrl('pay', 'abc.lambda-url.eu-west-1.on.aws'),
        claim('PAY'),
        stated('partner-contract', {
          apiName: 'Payments for partners',
          host: 'api.bank.example',
          basePath: '/pay',
        }),
        record('api.bank.example', 'd-x1.execute-api.eu-west-1.amazonaws.com'),
      ],
    });
    expect(entities).toHaveLength(1);
    expect(entities[0]?.merges.map(({ kind }) => kind).sort()).toEqual([
      'integration',
      'integration',
      'name',
      'same-place',
      'same-place',
    ]);
    expect(entities[0]?.keys).toEqual(
      [
        lambda('pay'),
        'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/edge/1/2/10',
        'document:specs/Payment initiation.yaml',
        'gateway:111122223333/eu-west-1/g1',
        'locator:partner-contract/Payments for partners payments-for-partners api.bank.example/pay',
        'name:pay',
      ].sort(),
    );
    expect(leads).toEqual([]);
    expect(possibleDuplicates).toEqual([]);
  });

  test('an API that two sources list is one; its stage’s ARN is it too', () => {
    const claims = [
      stated('api-gateway-rest', {
        gatewayId: 'g1',
        account: '111122223333',
        region: 'eu-west-1',
        apiName: 'pay',
      }),
      stated('terraform', {
        resource: 'arn:aws:apigateway:eu-west-1::/restapis/g1/stages/live',
        account: '111122223333',
      }),
    ];
    expect(apis({ gateways: [pay()], claims })).toEqual(['api-gateway-rest api-gateway-rest terraform']);
  });

  test('versions and aliases of a function are the function', () => {
    const gateway = gatewayApi('g1', 'pay', [leading(lambdaUri('pay', ':live'))]);
    expect(
      apis({ gateways: [gateway], claims: [functionUrl('pay', 'abc.lambda-url.eu-west-1.on.aws')] }),
    ).toHaveLength(1);
  });

  test('what one entry of a source names on several hosts is one', () => {
    const entry = { apiName: 'cards', locator: 'kong.yaml#/services/3' };
    const claims = ['a.bank.example', 'b.bank.example'].map((host) =>
      stated('kong', { ...entry, host, basePath: '/cards' }),
    );
    expect(apis({ claims })).toEqual(['kong kong']);
  });
});

describe('names that lead to others', () => {
  const edge = behaviour('www.bank.example', '', 'g1.execute-api.eu-west-1.amazonaws.com/live');

  test('a distribution is a door of the API behind its origin', () => {
    expect(apis({ gateways: [pay()], claims: [edge] })).toEqual(['api-gateway-rest cloudfront']);
  });

  test.each([1, 2, 5])('over %i records', (hops) => {
    const names = Array.from({ length: hops }, (_, n) => `hop${n}.bank.example`);
    const chain = names.map((name, n) => record(name, names[n + 1] ?? 'www.bank.example'));
    const documents = [spec('elsewhere', [{ host: 'hop0.bank.example', basePath: '/pay' }], 'GET /x')];
    const parts = { gateways: [pay()], documents, claims: [edge, ...chain] };
    expect(apis(parts)).toHaveLength(1);
    expect(reasons(parts)).toContain('alias');
  });

  test('that lead in a circle end', () => {
    const claims = [record('a.bank.example', 'b.bank.example'), record('b.bank.example', 'a.bank.example')];
    const circle = [
      behaviour('c.bank.example', '', 'd.bank.example', 'E1'),
      behaviour('d.bank.example', '', 'c.bank.example', 'E2'),
    ];
    expect(of({ claims }).entities).toEqual([]);
    expect(apis({ claims: circle })).toEqual(['cloudfront', 'cloudfront']);
  });

  test('a distribution before several APIs is none of its own and is said of each', () => {
    const claims = [
      behaviour('api.bank.example', '', 'edge.eu-west-1.elb.amazonaws.com'),
      rule('1', { host: 'edge.eu-west-1.elb.amazonaws.com', basePath: '/pay', apiName: 'pay' }),
      rule('2', { host: 'edge.eu-west-1.elb.amazonaws.com', basePath: '/cards', apiName: 'cards' }),
    ];
    expect(apis({ claims })).toEqual(['cloudfront load-balancer', 'cloudfront load-balancer']);
    const documents = [spec('whatever', [{ host: 'api.bank.example', basePath: '/pay' }], 'GET /x')];
    expect(apis({ claims, documents })).toEqual([
      'cloudfront load-balancer openapi-document',
      'cloudfront load-balancer',
    ]);
  });

  test('traffic under any of the names belongs to the API, its paths seen from there', () => {
    const [entity] = of({
      gateways: [pay()],
      claims: [
        behaviour('www.bank.example', '/x', 'g1.execute-api.eu-west-1.amazonaws.com/live'),
        record('old.bank.example', 'www.bank.example'),
      ],
    }).entities;
    expect(entity?.doors.map(({ host, basePath, within }) => [host, basePath, within ?? ''])).toEqual([
      ['g1.execute-api.eu-west-1.amazonaws.com', '/live', ''],
      ['www.bank.example', '/x', '/x'],
      ['old.bank.example', '/x', '/x'],
    ]);
  });
});

describe('what is behind an API', () => {
  test('a function that two APIs lead to joins neither and is listed', () => {
    const other = gatewayApi('g2', 'other', [leading(lambdaUri('pay'))]);
    const { entities, sharedBackends } = of({
      gateways: [pay(), other],
      claims: [functionUrl('pay', 'abc.lambda-url.eu-west-1.on.aws')],
    });
    expect(entities).toHaveLength(3);
    expect(sharedBackends).toEqual([
      {
        target: lambda('pay'),
        keys: ['gateway:000000000000/us-east-1/g2', 'gateway:111122223333/eu-west-1/g1'],
      },
    ]);
  });

  test('an API with several backends takes none of them in', () => {
    const gateway = gatewayApi('g1', 'pay', [
      leading(lambdaUri('pay')),
      { ...leading(lambdaUri('pay-export')), path: '/y' },
    ]);
    expect(
      apis({ gateways: [gateway], claims: [functionUrl('pay', 'abc.lambda-url.eu-west-1.on.aws')] }),
    ).toHaveLength(2);
  });

  test('nor one of whose backends not all can be told', () => {
    const hidden = {
      ...operation('GET', '/y'),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a stage variable, as API Gateway writes it
      integration: { type: 'HTTP_PROXY', uri: 'https://${stageVariables.host}/y' },
    };
    const gateway = gatewayApi('g1', 'pay', [leading(lambdaUri('pay')), hidden]);
    const denied = gatewayApi('g2', 'cards', [], { draft: unread('ACCESS_DENIED', 'no') });
    expect(
      apis({ gateways: [gateway, denied], claims: [functionUrl('pay', 'abc.lambda-url.eu-west-1.on.aws')] }),
    ).toHaveLength(3);
  });

  test('a backend host is its own, and what answers there is the API', () => {
    const to = (path: string) => ({
      ...operation('GET', path),
      integration: { type: 'HTTP_PROXY', uri: `https://core.bank.example/accounts${path}` },
    });
    const gateway = gatewayApi('g1', 'accounts', [to('/{id}'), to('/')]);
    const claims = [rule('1', { host: 'core.bank.example', basePath: '/accounts', apiName: 'acc' })];
    expect(apis({ gateways: [gateway], claims })).toEqual(['api-gateway-rest load-balancer']);
  });

  test('a host with several APIs on it is nobody’s backend', () => {
    const gateway = gatewayApi('g1', 'all', [
      {
        ...operation('ANY', '/{proxy+}'),
        integration: { type: 'HTTP_PROXY', uri: 'https://core.bank.example/{proxy}' },
      },
    ]);
    const claims = [
      rule('1', { host: 'core.bank.example', basePath: '/accounts', apiName: 'accounts' }),
      rule('2', { host: 'core.bank.example', basePath: '/cards', apiName: 'cards' }),
    ];
    expect(apis({ gateways: [gateway], claims })).toHaveLength(3);
  });
});

describe('never one', () => {
  test('two APIs of API Gateway, whatever they share; what names their place is not given to either', () => {
    const gateways = [pay('g1', 'api.bank.example'), pay('g2', 'api.bank.example')];
    const documents = [spec('pay', [{ host: 'api.bank.example', basePath: '/pay' }])];
    expect(apis({ gateways, documents })).toEqual([
      'openapi-document',
      'api-gateway-rest',
      'api-gateway-rest',
    ]);
    expect(of({ gateways, documents }).possibleDuplicates).toHaveLength(2);
  });

  test('two hosts for their similarity', () => {
    const claims = [
      rule('1', { host: 'pay.bank.example', apiName: 'pay', basePath: '/pay' }),
      stated('kong', { host: 'pay2.bank.example', apiName: 'pay', basePath: '/pay' }),
      stated('nginx', { host: 'pay.bank.example', apiName: 'pay', basePath: '/pays' }),
    ];
    expect(apis({ claims })).toHaveLength(3);
    expect(of({ claims }).possibleDuplicates).toHaveLength(2);
  });

  test('two things of one name that are known at different places', () => {
    const parts = {
      documents: [spec('pay', [{ host: 'a.bank.example', basePath: '/pay' }], 'GET /x')],
      claims: [claim('pay', { host: 'b.bank.example', basePath: '/pay' })],
    };
    expect(apis(parts)).toHaveLength(2);
    expect(of(parts).possibleDuplicates).toEqual([
      expect.objectContaining({
        left: 'document:specs/pay.yaml',
        right: 'locator:workshop/room.csv:pay pay b.bank.example/pay',
      }),
    ]);
  });

  test('across accounts or environments by the name only', () => {
    const account = (id: string) =>
      stated('servicenow', { apiName: 'pay', account: id, locator: `cmdb.csv:${id}` });
    expect(apis({ gateways: [pay()], claims: [account('444455556666')] })).toHaveLength(2);
    expect(apis({ gateways: [pay()], claims: [account('111122223333')] })).toHaveLength(1);
    const tagged = { ...pay(), tags: { environment: 'prod' } };
    expect(apis({ gateways: [tagged], claims: [claim('pay', { environment: 'test' })] })).toHaveLength(2);
  });

  test('one of several candidates: nobody is joined, and a person is asked about each', () => {
    const parts = {
      gateways: [pay('g1'), { ...pay('g2'), account: '444455556666' }],
      claims: [claim('pay')],
    };
    expect(apis(parts)).toHaveLength(3);
    expect(of(parts).possibleDuplicates.map(({ left, right }) => `${left} ${right}`)).toEqual([
      'name:pay gateway:111122223333/eu-west-1/g1',
      'name:pay gateway:444455556666/eu-west-1/g2',
    ]);
  });

  test('two rows of one sheet that name one host for different APIs', () => {
    const claims = [claim('pay', { host: 'api.bank.example' }), claim('cards', { host: 'api.bank.example' })];
    expect(apis({ claims })).toHaveLength(2);
    const gateways = [pay('g1', 'api.bank.example')];
    expect(apis({ gateways, claims })).toEqual(['api-gateway-rest workshop', 'workshop']);
  });

  test('APIs side by side on one host of one gateway', () => {
    const service = (name: string) =>
      stated('kong', {
        apiName: name,
        locator: `kong.yaml#/services/${name}`,
        host: 'api.bank.example',
        basePath: '',
        operations: [
          { method: 'GET', template: `/v1/${name}` },
          { method: 'GET', template: `/v1/${name}/{id}` },
        ],
      });
    const parts = {
      claims: [service('pay'), service('cards')],
      documents: [spec('Cards API', [{ host: 'api.bank.example', basePath: '' }], 'GET /v1/cards/{cardId}')],
    };
    expect(apis(parts)).toEqual(['kong openapi-document', 'kong']);
  });
});

describe('leads', () => {
  test('to nobody stay, each with its evidence', () => {
    const claims = [
      record('forgotten.bank.example', 'x.eu-west-1.elb.amazonaws.com'),
      stated('certificate', {
        host: 'old.bank.example',
        resource: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
      }),
    ];
    const { entities, leads } = of({ claims });
    expect(entities).toEqual([]);
    expect(leads.map(({ host }) => host).sort()).toEqual(['forgotten.bank.example', 'old.bank.example']);
  });

  test('about a load balancer, a stage or a host are said of the API there', () => {
    const claims = [
      rule('1', { host: 'pay.bank.example', apiName: 'pay' }),
      stated('waf', {
        resource: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/a/1',
        leadsTo: ['arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/edge/1'],
      }),
      stated('waf', { locator: 'acl', leadsTo: ['arn:aws:apigateway:eu-west-1::/restapis/g1/stages/live'] }),
      stated('certificate', { host: 'pay.bank.example' }),
      stated('certificate', { host: '*.bank.example', locator: 'wild' }),
    ];
    expect(apis({ gateways: [pay()], claims })).toEqual([
      'certificate load-balancer waf',
      'api-gateway-rest waf',
    ]);
    expect(of({ gateways: [pay()], claims }).leads).toEqual([]);
  });

  test('of many APIs say nothing of the owner of any', () => {
    const gateways = [pay('g1', 'api.bank.example'), pay('g2', 'api.bank.example', 'cards')];
    const claims = [stated('certificate', { host: 'api.bank.example', owner: 'network-team' })];
    for (const { evidence } of of({ gateways, claims }).entities) {
      expect(evidence.map(({ source }) => source)).toEqual(['api-gateway-rest', 'certificate']);
      expect(evidence.some(({ owner }) => owner !== undefined)).toBe(false);
    }
  });
});

describe('captures and scans of a host', () => {
  const operations = [
    { method: 'GET', template: '/pay/x' },
    { method: 'GET', template: '/export' },
  ];
  test('are divided among the APIs on it; the rest is the host itself', () => {
    const claims = [stated('har', { host: 'api.bank.example', apiName: 'api.bank.example', operations })];
    const { entities } = of({ gateways: [pay('g1', 'api.bank.example')], claims });
    expect(
      entities.map(({ key, evidence }) => [key, evidence.find(({ source }) => source === 'har')?.operations]),
    ).toEqual([
      ['gateway:111122223333/eu-west-1/g1', [operations[0]]],
      ['host:api.bank.example', [operations[1]]],
    ]);
  });
  test('a host of which everything belongs to other APIs is none', () => {
    const claims = [stated('burp', { host: 'api.bank.example', operations: operations.slice(0, 1) })];
    expect(apis({ gateways: [pay('g1', 'api.bank.example')], claims })).toEqual(['api-gateway-rest burp']);
  });
});

test('an API without a stage has no address', () => {
  const gateway = gatewayApi('g1', 'draft', [operation('GET', '/x')], { stages: known([]) });
  expect(of({ gateways: [gateway] }).entities[0]?.doors).toEqual([]);
  const staged = gatewayApi('g1', 'draft', [operation('GET', '/x')], { stages: known([stage([])]) });
  expect(of({ gateways: [staged] }).entities[0]?.doors).toHaveLength(1);
});

describe('a claim of a place above what is configured', () => {
  const nginx = (apiName: string) =>
    stated('nginx', {
      apiName,
      host: 'treasury.bank.example',
      basePath: '/api/positions',
      operations: [{ method: 'GET', template: '/{id}' }],
    });
  const said = stated('workshop', { apiName: 'treasury', host: 'treasury.bank.example', basePath: '/api' });

  test('belongs to the only API below it that nobody named', () => {
    expect(apis({ claims: [nginx('treasury.bank.example'), said] })).toEqual(['nginx workshop']);
  });

  test('is another API where the one below has a name of its own', () => {
    expect(apis({ claims: [nginx('cards'), said] })).toHaveLength(2);
  });
});

test('a rule for one host is not reached under the other names of its load balancer', () => {
  const offers = rule('20', {
    host: 'offers.bank.example',
    basePath: '/offers',
    leadsTo: [lambda('offers')],
  });
  const limits = rule('10', {
    host: 'limits.bank.example',
    basePath: '/limits',
    leadsTo: [lambda('limits')],
  });
  const edge = 'edge-1.eu-west-1.elb.amazonaws.com';
  const { entities } = of({
    claims: [
      offers,
      limits,
      stated('aws-endpoint', {
        host: edge,
        resource: `host:${edge}`,
        leadsTo: [offers.resource ?? '', limits.resource ?? ''],
      }),
      record('offers.bank.example', edge),
      record('limits.bank.example', edge),
    ],
  });
  const doors = entities.flatMap((entity) => entity.doors.map(({ host, basePath }) => `${host}${basePath}`));
  expect(doors.sort()).toEqual(['limits.bank.example/limits', 'offers.bank.example/offers']);
});
