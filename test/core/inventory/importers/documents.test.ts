import { describe, expect, test } from '@jest/globals';
import { asyncapiImporter } from '../../../../core/inventory/importers/asyncapi/importer.ts';
import { graphqlImporter } from '../../../../core/inventory/importers/graphql/importer.ts';
import { importFile } from '../../../../core/inventory/importers/import-file.ts';
import type { Importer } from '../../../../core/inventory/importers/importer.ts';
import { openapiImporter } from '../../../../core/inventory/importers/openapi/importer.ts';
import { postmanImporter } from '../../../../core/inventory/importers/postman/importer.ts';
import { wsdlImporter } from '../../../../core/inventory/importers/wsdl/importer.ts';

const read = (importer: Importer, name: string, text: string) =>
  importer.parse([importFile(name, new TextEncoder().encode(text))], { secret: () => undefined });
const openapi = (text: string) => read(openapiImporter, 'api.yaml', text);

describe('what an OpenAPI document declares of security', () => {
  const document = (security: string, operation = '') => `
openapi: 3.0.3
info: { title: T, version: '1' }
security: ${security}
paths: { /a: { get: { ${operation} } } }
components:
  securitySchemes:
    jwt: { type: http, scheme: bearer, bearerFormat: JWT }
    opaque: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: K }
    oidc: { type: openIdConnect, openIdConnectUrl: 'https://x.example' }
    mtls: { type: mutualTLS }
    sigv4: { type: apiKey, in: header, name: Authorization, x-amazon-apigateway-authtype: awsSigv4 }
    lambda: { type: apiKey, in: header, name: Authorization, x-amazon-apigateway-authtype: custom }
    pool: { type: apiKey, in: header, name: Authorization, x-amazon-apigateway-authtype: cognito_user_pools }
    digest: { type: http, scheme: digest }
`;
  const controls = (security: string, operation = '') =>
    openapi(document(security, operation)).apis[0]?.routes[0]?.controls.map(
      ({ control, effective }) => `${control} ${effective}`,
    );

  test.each([
    ['[{ jwt: [] }]', '', ['jwt unknown']],
    ['[{ opaque: [] }]', '', ['introspection unknown']],
    ['[{ oidc: [a, b] }]', '', ['oidc unknown', 'scopes unknown']],
    ['[{ mtls: [], key: [] }]', '', ['mutual-tls unknown', 'api-key unknown']],
    ['[{ sigv4: [] }]', '', ['signed-request unknown']],
    ['[{ lambda: [] }]', '', ['custom-authorizer unknown']],
    ['[{ pool: [] }]', '', ['jwt unknown']],
    ['[{ jwt: [] }, { key: [] }]', '', ['jwt conditional', 'api-key conditional']],
    ['[{ jwt: [] }, {}]', '', ['jwt conditional']],
    ['[{ jwt: [] }]', 'security: []', ['jwt no']],
    ['[{ jwt: [] }]', 'security: [{}]', ['jwt no']],
    ['[{ jwt: [] }]', 'security: [{ key: [] }]', ['api-key unknown']],
    ['[]', '', []],
    ['[{ unheard: [] }]', '', []],
    ['[{ digest: [] }]', '', []],
  ])('%s %s', (security, operation, expected) => expect(controls(security, operation)).toEqual(expected));

  test('every control that is not plain says why, and where it stands', () => {
    const [control] = openapi(document('[{ jwt: [] }]', 'security: []')).apis[0]?.routes[0]?.controls ?? [];
    expect(control).toMatchObject({
      proof: 'api.yaml#/paths/~1a/get/security',
      disarmedBy: expect.stringMatching(/^The operation .*\.$/),
    });
  });
});

test('an OpenAPI document tells its owner, audience, class, life cycle, backends and environment', () => {
  const { apis } = openapi(`
openapi: 3.1.0
info:
  title: Ledger
  version: '3'
  summary: Books entries.
  x-owner: ledger@bank.example
  x-audience: company-internal
  x-data-classification: Secret
  x-lifecycle: { state: stable }
servers: [{ url: 'https://l.bank.example', description: Production server }]
paths:
  /a: { get: { deprecated: true, x-google-backend: { address: 'https://be.bank.example/x' } } }
  /b: { get: { responses: { '200': { headers: { Sunset: { schema: { type: string } } } } } } }
  /c: { get: { x-sunset: '2027-01-01' } }
  /d: { get: { deprecated: false } }
`);
  expect(apis[0]).toMatchObject({
    name: 'Ledger',
    version: '3',
    purpose: 'Books entries.',
    owner: 'ledger@bank.example',
    exposure: 'internal',
    dataClass: 'secret',
    lifecycle: 'active',
    environment: 'production',
    leadsTo: ['host:be.bank.example/x'],
    locator: 'api.yaml#/',
  });
  expect(apis[0]?.routes.map(({ deprecated }) => deprecated ?? false)).toEqual([true, true, true, false]);
});

test('servers of several environments name none', () => {
  const { apis } = openapi(`
openapi: 3.0.0
info: { title: T, version: '1' }
servers: [{ url: 'https://a.example', description: Production }, { url: 'https://b.example', description: Sandbox }]
paths: { /a: { get: { deprecated: true } } }
`);
  expect(apis[0]).not.toHaveProperty('environment');
  expect(apis[0]?.lifecycle).toBe('deprecated');
});

test('what a Postman collection sends proves nothing, and says so', () => {
  const collection = {
    info: {
      _postman_id: 'x',
      name: 'C',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'apikey', apikey: [{ key: 'value', value: 'k-0011223344' }] },
    item: [
      { name: 'a', request: { method: 'GET', url: 'https://a.example/a' } },
      { name: 'b', request: { method: 'GET', url: 'https://a.example/b', auth: { type: 'noauth' } } },
    ],
  };
  const [api] = read(postmanImporter, 'c.json', JSON.stringify(collection)).apis;
  expect(api?.routes.map(({ controls }) => controls.map(({ effective }) => effective))).toEqual([
    ['unknown'],
    [],
  ]);
  expect(api?.routes[0]?.controls[0]?.proof).toBe('c.json#/auth');
});

test('operations of a SOAP port share its URL and are told apart by their action', () => {
  const { apis } = read(
    wsdlImporter,
    's.wsdl',
    `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="t">
      <binding name="B" type="t:P"><s:binding/>
        <operation name="one"><s:operation soapAction="urn:one"/></operation>
        <operation name="two"><s:operation soapAction=""/></operation></binding>
      <service name="S"><port name="P" binding="t:B"><s:address location="https://s.example/soap"/></port></service>
    </definitions>`,
  );
  expect(apis).toMatchObject([{ name: 'S', style: 'SOAP', locator: 's.wsdl#S' }]);
  expect(apis[0]?.routes.map(({ pointer }) => pointer)).toEqual(['s.wsdl#urn:one', 's.wsdl#two']);
});

test('the style of an AsyncAPI document follows its protocols', () => {
  const document = (protocol: string) => `asyncapi: 2.0.0
info: { title: T, version: '1' }
servers: { s: { url: 'h.bank.example', protocol: ${protocol} } }
channels: { c: { publish: {} } }
`;
  expect(read(asyncapiImporter, 'a.yaml', document('wss')).apis[0]?.style).toBe('WEBSOCKET');
  expect(read(asyncapiImporter, 'a.yaml', document('kafka')).apis[0]?.style).toBe('EVENTS');
});

test('a deprecated root field is a deprecated operation, with its line', () => {
  const { apis } = read(graphqlImporter, 's.graphql', 'type Query {\n  a: Int\n  b: Int @deprecated\n}\n');
  expect(apis[0]?.routes).toEqual([
    { method: 'QUERY', template: '/a', pointer: 's.graphql:2', controls: [] },
    { method: 'QUERY', template: '/b', deprecated: true, pointer: 's.graphql:3', controls: [] },
  ]);
});
