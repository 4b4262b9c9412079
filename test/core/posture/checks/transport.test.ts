import { describe, expect, test } from '@jest/globals';
import { known } from '../../../../core/gateway/gateway-api.ts';
import { mapping } from '../../../support/gateway-api.ts';
import { apiWith, goodApi, judge, statuses, withAuthorizer } from '../../../support/posture-subject.ts';

const domain = (securityPolicy: string | undefined, name = 'api.bank.example') => ({
  ...mapping(name),
  ...(securityPolicy ? { securityPolicy } : {}),
});

describe('TLS-01', () => {
  test.each([
    ['TLS_1_2', 'PASS'],
    ['SecurityPolicy_TLS13_1_3_2025_09', 'PASS'],
    ['SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09', 'PASS'],
    ['SecurityPolicy_TLS12_2018_EDGE', 'PASS'],
    ['TLS_1_0', 'FAIL'],
    ['TLS_0_9_something', 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('%s is %s', (policy, status) => {
    expect(statuses(judge('TLS-01', goodApi({ domains: known([domain(policy)]) })))).toEqual([status]);
  });

  test('each domain has its result, however often the API is mapped on it', () => {
    const domains = known([
      domain('TLS_1_2'),
      { ...domain('TLS_1_2'), basePath: 'v2' },
      domain('TLS_1_0', 'old.bank.example'),
    ]);
    const results = judge('TLS-01', goodApi({ domains }));
    expect(statuses(results)).toEqual(['PASS', 'FAIL']);
    expect(results[1]).toMatchObject({
      reason: 'old.bank.example accepts TLS 1.0.',
      remediation: { needsRedeploy: false },
    });
  });

  test('without a domain there is no policy to judge', () => {
    expect(judge('TLS-01', goodApi({ domains: known([]) }))).toMatchObject([
      { status: 'NOT_APPLICABLE', reason: expect.stringContaining('default endpoint') },
    ]);
  });
});

describe('TLS-12', () => {
  const calling = (integration: object) =>
    apiWith([{ ...withAuthorizer, integration: { type: 'HTTP_PROXY', ...integration } }]);

  test('a VPC link does not make plain HTTP right, and the reason says where it runs', () => {
    const results = judge('TLS-12', calling({ uri: 'http://nlb.internal/x', connectionType: 'VPC_LINK' }));
    expect(results).toMatchObject([{ status: 'FAIL', reason: expect.stringContaining('VPC link') }]);
  });

  test('the scheme in capitals is the same scheme, and the patch keeps the rest of the address', () => {
    expect(
      judge('TLS-12', calling({ uri: 'HTTP://backend.example/a?b=http:' }))[0]?.remediation?.patch,
    ).toEqual([{ op: 'replace', path: '/uri', value: 'https://backend.example/a?b=http:' }]);
  });

  test('an address from a stage variable is unknown', () => {
    expect(statuses(judge('TLS-12', calling({ uri: `\${stageVariables.backend}/x` })))).toEqual(['UNKNOWN']);
  });

  test('a private integration of an HTTP API is plain until it names the certificate', () => {
    const listener = {
      uri: 'arn:aws:elasticloadbalancing:eu:1:listener/app/x/1/2',
      connectionType: 'VPC_LINK',
    };
    expect(statuses(judge('TLS-12', { ...calling(listener), kind: 'HTTP' }))).toEqual(['FAIL']);
    expect(
      statuses(judge('TLS-12', { ...calling({ ...listener, tlsServerName: 'x.internal' }), kind: 'HTTP' })),
    ).toEqual(['PASS']);
  });

  test('functions and mocks speak no HTTP', () => {
    const uri =
      'arn:aws:apigateway:eu:lambda:path/2015-03-31/functions/arn:aws:lambda:eu:1:function:f/invocations';
    expect(statuses(judge('TLS-12', calling({ type: 'AWS_PROXY', uri })))).toEqual(['PASS']);
    expect(statuses(judge('TLS-12', calling({ type: 'MOCK' })))).toEqual(['PASS']);
  });
});

describe('NET-02', () => {
  test('without a domain the default endpoint is the only door', () => {
    const api = goodApi({ domains: known([]), disableExecuteApiEndpoint: known(false) });
    expect(statuses(judge('NET-02', api))).toEqual(['NOT_APPLICABLE']);
  });

  test('names the host that is left open; a REST API has to be deployed again', () => {
    const [result] = judge('NET-02', goodApi({ disableExecuteApiEndpoint: known(false) }));
    expect(result).toMatchObject({
      status: 'FAIL',
      reason: expect.stringContaining('g1.execute-api.'),
      remediation: {
        patch: [{ op: 'replace', path: '/disableExecuteApiEndpoint', value: 'true' }],
        needsRedeploy: true,
      },
    });
  });
});
