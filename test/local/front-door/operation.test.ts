import { describe, expect, test } from '@jest/globals';
import { operationOf } from '../../../local/front-door/operation.ts';

const signedFor = (service: string): string[] => [
  'Authorization',
  `AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
];

const name = (service: string, method: string, target: string, headers: string[] = [], form = ''): string => {
  const [path = '', query = ''] = target.split('?');
  const call = {
    method,
    path,
    query: new URLSearchParams(query),
    headers: [...signedFor(service), ...headers],
  };
  return operationOf(call, form).name;
};

describe('operationOf', () => {
  test.each([
    ['POST', '/restapis', 'CreateRestApi'],
    ['POST', '/restapis?mode=import&failonwarnings=true', 'ImportRestApi'],
    ['PUT', '/restapis/a1?mode=overwrite', 'PutRestApi'],
    ['POST', '/restapis/a1/deployments', 'CreateDeployment'],
    ['GET', '/restapis/a1/deployments/d1?embed=apisummary', 'GetDeployment'],
    ['GET', '/restapis/a1/resources?embed=methods', 'GetResources'],
    ['PUT', '/restapis/a1/resources/r1/methods/GET/integration', 'PutIntegration'],
    ['GET', '/restapis/a1/stages/v1/exports/oas30', 'GetExport'],
    ['PATCH', '/domainnames/api.demo-bank.test/basepathmappings/%28none%29', 'UpdateBasePathMapping'],
    ['GET', '/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fa1', 'GetTags'],
    ['GET', '/v2/apis', 'GetApis'],
    ['GET', '/v2/apis/a1/routes', 'GetRoutes'],
    ['DELETE', '/nothing/of/the/kind', 'Unknown'],
  ])('%s %s of API Gateway is %s', (method, target, expected) => {
    expect(name('apigateway', method, target)).toBe(expected);
  });

  test('names JSON calls by their target, query calls by their action, RPC calls by their path', () => {
    expect(name('dynamodb', 'POST', '/', ['X-Amz-Target', 'DynamoDB_20120810.PutItem'])).toBe('PutItem');
    expect(name('sts', 'POST', '/', [], 'Action=AssumeRole&Version=2011-06-15')).toBe('AssumeRole');
    expect(name('monitoring', 'POST', '/service/GraniteServiceVersion20100801/operation/PutMetricData')).toBe(
      'PutMetricData',
    );
  });

  test('names objects and functions by method and path', () => {
    expect(name('s3', 'PUT', '/evidence/cycles/c1/plan.json')).toBe('PutObject');
    expect(name('s3', 'GET', '/evidence')).toBe('ListObjectsV2');
    expect(name('lambda', 'POST', '/2015-03-31/functions/f/invocations')).toBe('Invoke');
    expect(name('ses', 'POST', '/v2/email/outbound-emails')).toBe('SendEmail');
  });

  test('tells the service from the signature', () => {
    const call = {
      method: 'GET',
      path: '/restapis',
      query: new URLSearchParams(),
      headers: signedFor('apigateway'),
    };
    expect(operationOf(call)).toEqual({ service: 'apigateway', name: 'GetRestApis' });
    expect(operationOf({ ...call, path: '/x', headers: [] }).service).toBe('unsigned');
  });
});
