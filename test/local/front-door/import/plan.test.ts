import { describe, expect, test } from '@jest/globals';
import { readDocument } from '../../../../local/front-door/import/document.ts';
import { Findings } from '../../../../local/front-door/import/findings.ts';
import { planImport } from '../../../../local/front-door/import/plan.ts';
import type { Json } from '../../../../local/front-door/rest-api/definition.ts';

const authorizer = (over: object = {}) => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: 'arn:aws:apigateway:x', ...over },
});
const backend = (over: object = {}) => ({
  'x-amazon-apigateway-integration': {
    type: 'http_proxy',
    httpMethod: 'GET',
    uri: 'https://b.test/',
    ...over,
  },
});

const plan = (document: object, basePath = 'ignore') => {
  const findings = new Findings();
  const text = JSON.stringify({ openapi: '3.0.1', info: { title: 'payments' }, paths: {}, ...document });
  const result = planImport(
    readDocument(Buffer.from(text), '000000000000', 'us-east-1'),
    'a1',
    basePath,
    findings,
  );
  const method = (path: string, verb = 'GET') => result.methods.get(path)?.get(verb);
  return { ...result, method, findings };
};
const paths = (...names: string[]) => ({
  paths: Object.fromEntries(names.map((name) => [name, { get: {} }])),
});
const body = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } } });
const schemasOf = (models: readonly Json[]) =>
  Object.fromEntries(models.map(({ name, schema }) => [name, JSON.parse(String(schema))]));

describe('paths that AWS refuses', () => {
  test.each([
    [
      'sibling variables',
      ['/a/{x}/b', '/a/{y}'],
      /at path '\/a\/\{y\}': A sibling \(\{x\}\) of this resource/,
    ],
    ['something under a greedy one', ['/a/{proxy+}/b'], /greedy/],
    ['a variable that is no whole segment', ['/a/{id}.json'], /path part only allow/],
    ['an illegal character', ['/a/b c'], /path part only allow/],
    ['an illegal variable name', ['/a/{b[c]}'], /Invalid path parameter name/],
    [
      'more than 300 resources',
      Array.from({ length: 300 }, (_, i) => `/r${i}`),
      /Maximum number of resources/,
    ],
  ])('%s', (_, names, message) => {
    expect(plan(paths(...names)).findings.errors.join('\n')).toMatch(message);
  });

  test('not those that it takes', () => {
    const names = [
      '/',
      '/a/{x}',
      '/a/{x}/b',
      '/a/literal',
      '/f/{proxy+}',
      ...Array.from({ length: 200 }, (_, i) => `/r${i}`),
    ];
    expect(plan(paths(...names)).findings.errors).toEqual([]);
  });
});

describe('parameters', () => {
  const operation = (...parameters: object[]) =>
    plan({
      paths: { '/a/{id}': { parameters: [{ name: 'id', in: 'path' }], get: { parameters, ...backend() } } },
    });

  test('of path and operation become request parameters; what is optional stays so', () => {
    const { method } = operation(
      { name: 'from', in: 'query', required: true },
      { name: 'X-Id', in: 'header' },
      { name: 'c', in: 'cookie' },
    );
    expect(method('/a/{id}')?.method.requestParameters).toEqual({
      'method.request.path.id': true,
      'method.request.querystring.from': true,
      'method.request.header.X-Id': false,
    });
  });

  test('with an illegal name or one name in two places are refused', () => {
    expect(operation({ name: 'filter[x]', in: 'query' }).findings.errors[0]).toMatch(/filter\[x\]/);
    expect(operation({ name: 'id', in: 'query' }).findings.errors[0]).toMatch(
      /must be unique across querystring, header and path/,
    );
  });

  test('that the integration names have to be declared', () => {
    const map = (name: string) =>
      backend({ requestParameters: { 'integration.request.path.id': `method.request.path.${name}` } });
    const of = (name: string) =>
      plan({ paths: { '/a/{id}': { get: { parameters: [{ name: 'id', in: 'path' }], ...map(name) } } } });
    expect(of('id').findings.errors).toEqual([]);
    expect(of('other').findings.errors[0]).toMatch(
      /Invalid mapping expression parameter specified: method.request.path.other/,
    );
  });

  test('of the path that are missing are a warning', () => {
    expect(plan(paths('/a/{id}')).findings.warnings).toContain(
      "Path variable 'id' of 'GET /a/{id}' is not declared as a parameter",
    );
  });
});

describe('models', () => {
  const components = {
    components: {
      schemas: {
        Payment: {
          type: 'object',
          nullable: true,
          properties: {
            amount: { $ref: '#/components/schemas/Amount' },
            note: { type: 'string', nullable: true },
          },
        },
        Amount: { type: 'integer', exclusiveMinimum: true, minimum: 0 },
        Bad_Name: { type: 'string' },
      },
    },
  };

  test('refer to each other by address and lose what draft 4 does not know', () => {
    const { models, findings } = plan(components);
    expect(schemasOf(models)).toEqual({
      Payment: {
        $schema: 'http://json-schema.org/draft-04/schema#',
        type: 'object',
        properties: {
          amount: { $ref: 'https://apigateway.amazonaws.com/restapis/a1/models/Amount' },
          note: { type: 'string' },
        },
      },
      Amount: { $schema: 'http://json-schema.org/draft-04/schema#', type: 'integer', minimum: 0 },
    });
    expect(findings.warnings).toEqual([
      "Unsupported keyword 'exclusiveMinimum' in model 'Amount', ignoring it",
      "Model name must be alphanumeric, ignoring model 'Bad_Name'",
    ]);
  });

  test('of bodies are named, inline ones by their content, dropped ones not at all', () => {
    const of = (schema: object) =>
      plan({ ...components, paths: { '/a': { post: { ...body(schema), ...backend() } } } });
    expect(of({ $ref: '#/components/schemas/Payment' }).method('/a', 'POST')?.method.requestModels).toEqual({
      'application/json': 'Payment',
    });
    expect(of({ $ref: '#/components/schemas/Bad_Name' }).method('/a', 'POST')?.method.requestModels).toEqual(
      {},
    );
    const inline = of({ type: 'object' });
    const name = Object.values(inline.method('/a', 'POST')?.method.requestModels as Json)[0] as string;
    expect(name).toMatch(/^MODEL[0-9a-f]{6}$/);
    expect(schemasOf(inline.models)[name]).toMatchObject({ type: 'object' });
  });

  test('with a reference to nowhere or a list of types are refused', () => {
    const one = (schema: object) => plan({ components: { schemas: { A: schema } } }).findings;
    expect(one({ $ref: '#/components/schemas/None' }).errors[0]).toMatch(/Unable to resolve reference/);
    expect(one({ type: ['string', 'null'] }).errors[0]).toMatch(/Invalid model schema specified/);
    expect(
      one({ properties: { a: { $ref: '#/components/schemas/A/properties/b' }, b: {} } }).warnings[0],
    ).toMatch(/names no model/);
  });

  test('may be circular', () => {
    const { models, findings } = plan({
      components: { schemas: { Node: { properties: { next: { $ref: '#/components/schemas/Node' } } } } },
    });
    expect(findings.errors).toEqual([]);
    expect(models).toHaveLength(1);
  });
});

describe('security', () => {
  const schemes = {
    bank: authorizer(),
    key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
    sigv4: {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'awsSigv4',
    },
    oauth: { type: 'oauth2', flows: {} },
  };
  const secured = (security: unknown, root?: unknown) =>
    plan({
      components: { securitySchemes: schemes },
      ...(root ? { security: root } : {}),
      paths: { '/a': { get: { ...(security === undefined ? {} : { security }), ...backend() } } },
    });
  const protection = (security: unknown, root?: unknown) => {
    const planned = secured(security, root).method('/a');
    return [planned?.method.authorizationType, planned?.authorizerName, planned?.method.apiKeyRequired];
  };

  test('names an authorizer, an API key, a signature, or nothing', () => {
    expect(protection([{ bank: [] }])).toEqual(['CUSTOM', 'bank', false]);
    expect(protection([{ key: [] }])).toEqual(['NONE', undefined, true]);
    expect(protection([{ bank: [], key: [] }])).toEqual(['CUSTOM', 'bank', true]);
    expect(protection([{ sigv4: [] }])).toEqual(['AWS_IAM', undefined, false]);
    expect(protection(undefined)).toEqual(['NONE', undefined, false]);
  });

  test('of the document counts where an operation has none of its own', () => {
    expect(protection(undefined, [{ bank: [] }])[0]).toBe('CUSTOM');
    expect(protection([], [{ bank: [] }])[0]).toBe('NONE');
  });

  test('that API Gateway cannot enforce leaves the method open, with a warning', () => {
    expect(protection([{ oauth: [] }])[0]).toBe('NONE');
    expect(secured([{ oauth: [] }]).findings.warnings[0]).toMatch(
      /Unsupported security definition type 'oauth2'/,
    );
  });

  test('collapses alternatives to the first, with a warning', () => {
    expect(protection([{ key: [] }, { bank: [] }])).toEqual(['NONE', undefined, true]);
    expect(secured([{ key: [] }, { bank: [] }]).findings.warnings[0]).toMatch(/Alternatives/);
  });

  test('reads authorizers with their defaults', () => {
    expect(secured([]).authorizers[0]).toMatchObject({
      name: 'bank',
      type: 'TOKEN',
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 300,
    });
    const bad = plan({ components: { securitySchemes: { bank: authorizer({ type: 'magic' }) } } });
    expect(bad.findings.errors[0]).toMatch(/Invalid authorizer type/);
  });
});

describe('integrations', () => {
  const of = (integration: object) => plan({ paths: { '/a': { get: backend(integration) } } });

  test('keep all fields that API Gateway has', () => {
    const { method } = of({
      connectionType: 'VPC_LINK',
      connectionId: 'v1',
      timeoutInMillis: 3000,
      passthroughBehavior: 'when_no_templates',
      tlsConfig: { insecureSkipVerification: true },
      responses: {
        default: { statusCode: 200 },
        '5\\d\\d': { statusCode: '502', responseTemplates: { 'application/json': '{}' } },
      },
    });
    expect(method('/a')?.method.methodIntegration).toMatchObject({
      type: 'HTTP_PROXY',
      connectionType: 'VPC_LINK',
      connectionId: 'v1',
      timeoutInMillis: 3000,
      passthroughBehavior: 'WHEN_NO_TEMPLATES',
      tlsConfig: { insecureSkipVerification: true },
      integrationResponses: { 200: { selectionPattern: '' }, 502: { selectionPattern: '5\\d\\d' } },
    });
  });

  test.each([
    [{ type: 'ftp' }, /Invalid integration type/],
    [{ uri: 'backend' }, /Invalid HTTP endpoint/],
    [{ timeoutInMillis: 30_000 }, /between 50 ms and 29000 ms/],
  ])('%j is refused', (integration, message) => {
    expect(of(integration).findings.errors[0]).toMatch(message);
  });

  test('may be missing; then the API cannot be deployed', () => {
    const { method, findings } = plan(paths('/a'));
    expect(method('/a')?.method.methodIntegration).toBeNull();
    expect(findings.errors).toEqual([]);
  });
});

describe('the API itself', () => {
  test('takes its fields from the document', () => {
    const { api, validators, gatewayResponses } = plan({
      info: { title: 'pay', version: '2', description: 'd' },
      servers: [
        { url: '/', 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } },
      ],
      'x-amazon-apigateway-policy': { Statement: [] },
      'x-amazon-apigateway-binary-media-types': ['image/png'],
      'x-amazon-apigateway-request-validators': {
        all: { validateRequestBody: true, validateRequestParameters: false },
      },
      'x-amazon-apigateway-gateway-responses': {
        DEFAULT_5XX: { statusCode: 500, responseTemplates: { 'application/json': '{}' } },
      },
    });
    expect(api).toEqual({
      name: 'pay',
      version: '2',
      description: 'd',
      disableExecuteApiEndpoint: true,
      policy: '{"Statement":[]}',
      binaryMediaTypes: ['image/png'],
    });
    expect(validators).toEqual([
      { name: 'all', validateRequestBody: true, validateRequestParameters: false },
    ]);
    expect(gatewayResponses).toEqual([
      { responseType: 'DEFAULT_5XX', statusCode: '500', responseTemplates: { 'application/json': '{}' } },
    ]);
  });

  test('refuses a validator that is not declared', () => {
    const { findings } = plan({
      paths: { '/a': { get: { 'x-amazon-apigateway-request-validator': 'none' } } },
    });
    expect(findings.errors[0]).toMatch(/Invalid Request Validator 'none'/);
  });

  test('puts the server path before, or all but its first segment, when asked to', () => {
    const document = { servers: [{ url: 'https://b.test/v1/pay' }], paths: { '/a': { get: {} } } };
    expect([...plan(document).methods.keys()]).toEqual(['/a']);
    expect([...plan(document, 'prepend').methods.keys()]).toEqual(['/v1/pay/a']);
    expect([...plan(document, 'split').methods.keys()]).toEqual(['/pay/a']);
  });

  test('reads Swagger 2.0 bodies', () => {
    const { method } = plan({
      openapi: undefined,
      swagger: '2.0',
      definitions: { A: { type: 'object' } },
      paths: {
        '/a': {
          post: {
            parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/A' } }],
            ...backend(),
          },
        },
      },
    });
    expect(method('/a', 'POST')?.method.requestModels).toEqual({ 'application/json': 'A' });
  });
});

describe('Findings', () => {
  test('refuse on errors always, on warnings when asked to', () => {
    const findings = new Findings();
    expect(findings.refusal(true)).toBeUndefined();
    findings.warn('w');
    expect(findings.refusal(false)).toBeUndefined();
    expect(findings.refusal(true)).toBe('Warnings found during import:\n\tw\n');
    findings.error('e');
    expect(findings.refusal(false)).toBe(
      'Errors found during import:\n\te\nAdditionally, these warnings were found:\n\tw\n',
    );
  });
});
