import { expect, test } from '@jest/globals';
import { backstageImporter } from '../../../../core/inventory/importers/backstage/importer.ts';
import { importFile } from '../../../../core/inventory/importers/import-file.ts';
import type { Importer } from '../../../../core/inventory/importers/importer.ts';
import { readImport } from '../../../../core/inventory/importers/read-import.ts';
import { servicenowImporter } from '../../../../core/inventory/importers/servicenow/importer.ts';

const read = (importer: Importer, name: string, text: string) =>
  importer.parse([importFile(name, new TextEncoder().encode(text))], { secret: () => undefined });

test('Backstage: owners by reference, life cycles, consumers, and APIs that only a component names', () => {
  const { apis, consumers } = read(
    backstageImporter,
    'catalog-info.yaml',
    `apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: pay, namespace: retail, description: Takes payments }
spec: { type: openapi, lifecycle: deprecated, owner: payments, definition: "openapi: 3.0.0\\ninfo: {title: P, version: '9'}\\npaths: {/a: {get: {}}}" }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, namespace: retail }
spec: { type: team, children: [], profile: { email: payments@bank.example } }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: shop }
spec: { type: service, owner: 'user:default/jane', providesApis: [orders], consumesApis: ['retail/pay'] }
`,
  );
  expect(apis).toMatchObject([
    {
      name: 'pay',
      owner: 'payments@bank.example',
      purpose: 'Takes payments',
      lifecycle: 'deprecated',
      version: '9',
      routes: [{ pointer: 'catalog-info.yaml#/0/spec/definition#/paths/~1a/get' }],
    },
    { name: 'orders', owner: 'jane', routes: [], locator: 'catalog-info.yaml#/2/spec/providesApis' },
  ]);
  expect(consumers).toEqual([{ name: 'shop', credentials: [] }]);
});

test('ServiceNow: owner, status, exposure and attestation of an API', () => {
  const { apis } = read(
    servicenowImporter,
    'cmdb.csv',
    [
      'sys_id,name,sys_class_name,operational_status,owned_by,support_group,base_url,type,version,environment,internet_facing,attested,attested_date,sys_updated_on,short_description',
      'a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1,Cards,cmdb_ci_api,1,,Cards Team,https://c.bank.example,SOAP,4,Production,true,true,2026-09-30 08:00:00,2026-08-01 00:00:00,Issues cards',
      'b1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1,Old,cmdb_ci_api,6,Jane Roe,,,,,,0,false,,24/12/2025 10:00,',
    ].join('\n'),
  );
  expect(apis).toMatchObject([
    {
      name: 'Cards',
      owner: 'Cards Team',
      lifecycle: 'active',
      style: 'SOAP',
      version: '4',
      environment: 'production',
      exposure: 'public',
      purpose: 'Issues cards',
      observedAt: '2026-09-30T08:00:00.000Z',
      locator: 'cmdb.csv:2',
    },
    { name: 'Old', owner: 'Jane Roe', lifecycle: 'retired', exposure: 'internal', routes: [] },
  ]);
  // A user's own form of dates cannot be told apart.
  expect(apis[1]).not.toHaveProperty('observedAt');
});

test('ServiceNow: a key is nobody’s name', () => {
  const { apis, problems } = read(
    servicenowImporter,
    'cmdb.csv',
    'name,sys_class_name,operational_status,owned_by\nA,cmdb_ci_api,1,6816f79cc0a8016401c5a33be04be441\n',
  );
  expect(apis[0]).not.toHaveProperty('owner');
  expect(problems).toMatchObject([{ line: 2, fix: expect.stringContaining('display values') }]);
});

test('Backstage: a definition that lies beside the catalogue file is read, and not called a stranger', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const outcome = readImport({
    name: 'service/',
    files: [
      {
        name: 'catalog-info.yaml',
        bytes: bytes(
          'apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: { name: a }\nspec: { type: openapi, owner: o, definition: { $text: ./a.yaml } }\n',
        ),
      },
      {
        name: 'a.yaml',
        bytes: bytes("openapi: 3.0.0\ninfo: { title: A, version: '1' }\npaths: { /a: { get: {} } }\n"),
      },
    ],
  });
  expect(outcome).toMatchObject({ ok: true, importer: { id: 'backstage' }, reading: { problems: [] } });
});
