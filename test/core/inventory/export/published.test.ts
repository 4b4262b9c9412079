import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { apiId } from '../../../../core/identifiers.ts';
import {
  exportCatalogue,
  exportFormatIds,
  exportFormats,
} from '../../../../core/inventory/export/export-catalogue.ts';
import { exampleRecords, secretLocator } from '../../../support/catalogue-records.ts';
import { record } from '../../../support/governance-world.ts';
import { said } from '../../../support/provenanced.ts';

const schema = (name: string) => JSON.parse(readFileSync(`test/fixtures/export/${name}`, 'utf8')) as object;
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const cycloneDx = ajv.compile(schema('cyclonedx-1.6-services.schema.json'));
const apisJson = ajv.compile(schema('apis-json-0.20.schema.json'));
const json = (...args: Parameters<typeof exportCatalogue>) => JSON.parse(exportCatalogue(...args).body);

interface Entity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly title: string;
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
    readonly links?: readonly { readonly url: string }[];
  };
  readonly spec: Record<'type' | 'lifecycle' | 'owner' | 'definition', string>;
}
const entities = (...[records, options]: [Parameters<typeof exportCatalogue>[0], { portal?: string }?]) => {
  const documents = parseAllDocuments(exportCatalogue(records, 'backstage', options).body);
  return (Array.isArray(documents) ? documents : []).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS() as Entity;
  });
};

const nameForm = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

describe('every form', () => {
  test.each(exportFormatIds)('%s: the same bytes in whatever order the records come', (format) => {
    const one = exportCatalogue(exampleRecords, format);
    expect(exportCatalogue(exampleRecords.toReversed(), format)).toEqual(one);
    expect(one.fileName).toMatch(/^[a-z0-9.-]+$/);
    expect(one.contentType).toMatch(/^[a-z]+\/[a-z+.-]+/);
    expect(one.body.endsWith('\n')).toBe(true);
  });

  test.each(exportFormatIds)('%s: an empty catalogue is an empty list', (format) => {
    expect(() => exportCatalogue([], format)).not.toThrow();
  });

  test.each(['backstage', 'linkset', 'apis-json'] as const)(
    '%s says nothing of where it is known from',
    (format) => {
      const { body } = exportCatalogue(exampleRecords, format, { portal: 'https://gatehouse.bank.example' });
      for (const inner of [
        secretLocator,
        'a1b2c3d4e5',
        '111122223333',
        'specs/',
        'workshop',
        '/debug',
        '@bank.example',
      ])
        expect(body).not.toContain(inner);
    },
  );

  test('any text in the fields: every form is written and can be read again', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('$text', '---\nkind: User', 'yes', '\u0000'),
    );
    fc.assert(
      fc.property(text, text, text, text, (name, purpose, host, basePath) => {
        const records = [
          record('x', {
            apiId: apiId(`${name}!`),
            name: said(name),
            purpose: said(purpose),
            owner: said(purpose),
            places: [{ host, basePath }],
          }),
        ];
        for (const format of ['json', 'linkset', 'apis-json', 'cyclonedx'] as const) json(records, format);
        const [entity, ...others] = entities(records);
        expect(others).toEqual([]);
        expect(entity?.metadata.title).toBe(name);
        expect(entity?.metadata.name).toMatch(nameForm);
        expect(apisJson(json(records, 'apis-json')) || apisJson.errors).toBe(true);
        expect(cycloneDx(json(records, 'cyclonedx')) || cycloneDx.errors).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the API catalog of RFC 9727', () => {
  test('lists every address that can be called, and no wildcard', () => {
    expect(json(exampleRecords, 'linkset')).toEqual({
      linkset: [
        {
          anchor: 'https://api.bank.example/.well-known/api-catalog',
          item: [
            {
              href: 'https://api.bank.example/x/%7Btenant%7D',
              title: '=HYPERLINK("https://evil.example","click")',
            },
            { href: 'https://api.bank.example/pay', title: 'Payments' },
          ],
        },
      ],
    });
    expect(exportFormats.linkset.contentType).toBe(
      'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
    );
  });

  test('leaves out what is retired, planned, or gone', () => {
    const at = (name: string, rest: Parameters<typeof record>[1]) =>
      record(name, { places: [{ host: 'api.bank.example', basePath: `/${name}` }], ...rest });
    const { linkset } = json(
      [
        at('old', { lifecycle: said('retired') }),
        at('plan', { lifecycle: said('proposed') }),
        at('gone', { removedSince: 'cycle-9' }),
        at('sunset', { lifecycle: said('sunset') }),
      ],
      'linkset',
      { site: 'https://developer.bank.example' },
    );
    expect(linkset[0].anchor).toBe('https://developer.bank.example/.well-known/api-catalog');
    expect(linkset[0].item.map(({ title }: { title: string }) => title)).toEqual(['sunset']);
  });
});

describe('APIs.json', () => {
  test('holds to the schema of 0.20', () => {
    const index = json(exampleRecords, 'apis-json', { publisher: 'Example Bank' });
    expect(apisJson(index) || apisJson.errors).toBe(true);
    expect(index).toMatchObject({ name: 'APIs of Example Bank', url: 'https://api.bank.example/apis.json' });
    expect(index.apis[1]).toEqual({
      aid: 'api.bank.example:payments-1a2b3c4d',
      name: 'Payments',
      description: 'Initiates payments for licensed providers.',
      image: 'https://api.bank.example/favicon.ico',
      humanURL: 'https://api.bank.example/',
      baseURL: 'https://api.bank.example/pay',
      tags: ['REST', 'partner', 'active'],
      properties: [],
    });
  });
});

describe('Backstage entities', () => {
  test('have what an API entity has to have', () => {
    const [, payments, quotes] = entities(exampleRecords);
    expect(payments).toMatchObject({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        name: 'payments-1a2b3c4d',
        namespace: 'default',
        title: 'Payments',
        labels: { 'gatehouse/exposure': 'partner', 'gatehouse/tier': 'critical' },
      },
      spec: { type: 'openapi', lifecycle: 'production', owner: 'group:default/payments-team' },
    });
    expect(quotes?.spec).toMatchObject({
      type: 'asyncapi',
      lifecycle: 'deprecated',
      owner: 'group:default/unowned',
    });
    for (const entity of entities(exampleRecords)) {
      expect(entity.metadata.name).toMatch(nameForm);
      expect(entity.metadata.name.length).toBeLessThanOrEqual(63);
      expect(entity.spec.definition.length).toBeGreaterThan(0);
      for (const value of Object.values(entity.metadata.labels)) expect(value).toMatch(nameForm);
    }
  });

  test('the definition stands at an address that nobody is told to fetch', () => {
    const [, payments] = entities(exampleRecords, { portal: 'https://gatehouse.bank.example' });
    const page = 'https://gatehouse.bank.example/catalogue/payments-1a2b3c4d';
    expect(payments?.metadata.annotations).toMatchObject({ 'gatehouse/definition-url': page });
    expect(payments?.metadata.links).toEqual([{ url: page, title: 'Catalogue' }]);
    const definition = parseAllDocuments(payments?.spec.definition ?? '')[0]?.toJS();
    expect(definition).toMatchObject({ openapi: '3.0.3', info: { title: 'Payments' }, paths: {} });
    expect(JSON.stringify(payments)).not.toContain('"$');
  });

  test('names stay unique when characters are taken out of them, whatever their length', () => {
    const long = 'a'.repeat(80);
    const records = ['a b', 'a/b', 'a-b', 'A-B', long, `${long}b`].map((id) =>
      record(id, { apiId: apiId(id) }),
    );
    const names = entities(records).map(({ metadata }) => metadata.name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(6);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(63);
  });
});

describe('CycloneDX services', () => {
  test('hold to the schema of 1.6, and say nothing that nobody knows', () => {
    const bom = json(exampleRecords, 'cyclonedx', {
      authenticated: new Map([[apiId('payments-1a2b3c4d'), true]]),
    });
    expect(cycloneDx(bom) || cycloneDx.errors).toBe(true);
    const [unknown, payments, quotes] = bom.services;
    expect(payments).toMatchObject({
      'bom-ref': 'payments-1a2b3c4d',
      endpoints: ['https://api.bank.example/pay'],
      authenticated: true,
      'x-trust-boundary': true,
      data: [{ flow: 'unknown', classification: 'confidential' }],
    });
    expect(payments.properties).toContainEqual({ name: 'gatehouse:partner', value: 'Nordlicht' });
    expect(quotes).toMatchObject({ 'x-trust-boundary': false });
    for (const member of ['authenticated', 'x-trust-boundary', 'data'])
      expect(unknown).not.toHaveProperty(member);
  });

  test('the serial number is made of what is listed', () => {
    const serial = (records: typeof exampleRecords) => json(records, 'cyclonedx').serialNumber as string;
    expect(serial(exampleRecords)).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(serial(exampleRecords.toReversed())).toBe(serial(exampleRecords));
    expect(serial(exampleRecords.slice(1))).not.toBe(serial(exampleRecords));
  });
});
