import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { conversionReport, convert } from '../../../../core/migration/convert/convert.ts';
import { parseOpenApi, UnreadableDocument } from '../../../../core/migration/convert/parse.ts';
import { prefixPaths, serverPrefix } from '../../../../core/migration/convert/server-prefix.ts';
import { canonicalJson, isObject, type JsonObject } from '../../../../core/migration/json.ts';

const accounts = readFileSync(
  new URL('../../../fixtures/migration/accounts.openapi.yaml', import.meta.url),
  'utf8',
);

const keyword = fc.oneof(
  fc.record({ type: fc.constantFrom('string', 'integer', 'object', 'array', 'money', ['string', 'null']) }),
  fc.record({
    nullable: fc.boolean(),
    type: fc.constant('string'),
    format: fc.constantFrom('email', 'int32', 'password'),
  }),
  fc.record({ exclusiveMinimum: fc.oneof(fc.integer(), fc.boolean()), minimum: fc.integer() }),
  fc.record({ pattern: fc.constantFrom('^a+$', '([', '\\d') }),
  fc.record({ const: fc.constantFrom('x', 1, null), title: fc.string() }),
  fc.record({ enum: fc.array(fc.constantFrom('a', 'b', null), { maxLength: 3 }) }),
  fc.record({ required: fc.oneof(fc.boolean(), fc.array(fc.constantFrom('a', 'b'))) }),
  fc.record({ minLength: fc.oneof(fc.nat(), fc.string()), example: fc.constantFrom('x', 1, null) }),
  fc.record({
    discriminator: fc.record({ propertyName: fc.constant('a') }),
    default: fc.constantFrom('x', 1, null),
  }),
  fc.record({ if: fc.constant({}), 'x-note': fc.string() }),
);

const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2 },
    keyword as fc.Arbitrary<JsonObject>,
    fc
      .constantFrom('A_1', 'A1', 'B', 'Nothing', 'B/properties/a')
      .map((name) => ({ $ref: `#/components/schemas/${name}`, description: 'x' })),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(fc.constantFrom('a', 'b', 'default', 'type'), tie('schema'), { maxKeys: 2 }),
    }),
    fc.record({ allOf: fc.array(tie('schema'), { maxLength: 2 }), nullable: fc.boolean() }),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
  ) as fc.Arbitrary<JsonObject>,
}));

const parameter = fc.record({
  name: fc.constantFrom('id', 'x', 'filter[a]', 'Accept'),
  in: fc.constantFrom('query', 'header', 'path', 'cookie'),
  required: fc.boolean(),
  schema: keyword,
});

const operation = fc.record(
  {
    operationId: fc.constantFrom('op', 'op-1', 'op1', ''),
    parameters: fc.array(parameter, { maxLength: 3 }),
    requestBody: fc.record({
      content: fc.dictionary(
        fc.constantFrom('application/json', 'text/csv', 'application/JSON;charset=utf-8'),
        fc.record({ schema }),
      ),
    }),
    security: fc.array(fc.dictionary(fc.constantFrom('oauth', 'key'), fc.constant(['read'])), {
      maxLength: 2,
    }),
    responses: fc.constant({ default: { description: 'x' } }),
  },
  { requiredKeys: [] },
);

const document = fc.record({
  openapi: fc.constantFrom('3.0.0', '3.0.3', '3.1.0'),
  info: fc.record({ title: fc.string(), version: fc.string() }),
  paths: fc.dictionary(
    fc.constantFrom('/a', '/a/', '/a/{id}', '/a/{x}/b', '/a/{id}.pdf', '/b/{proxy+}', '/c//d'),
    fc.dictionary(fc.constantFrom('get', 'post', 'trace'), operation, { minKeys: 1, maxKeys: 2 }),
    { minKeys: 1, maxKeys: 3 },
  ),
  components: fc.record({
    schemas: fc.dictionary(fc.constantFrom('A_1', 'A1', 'B'), schema),
    securitySchemes: fc.constant({
      oauth: { type: 'oauth2', flows: {} },
      key: { type: 'apiKey', in: 'header', name: 'k' },
    }),
  }),
}) as unknown as fc.Arbitrary<JsonObject>;

/** A copy without shared nodes, as a parser would give it. */
const parsed = (value: JsonObject): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

const schemaNodes = (value: unknown): JsonObject[] =>
  Array.isArray(value)
    ? value.flatMap(schemaNodes)
    : isObject(value)
      ? [value, ...Object.values(value).flatMap(schemaNodes)]
      : [];

describe('convert', () => {
  test('is deterministic and leaves its input alone', () => {
    fc.assert(
      fc.property(document, (source) => {
        const input = parsed(source);
        const first = convert(input);
        const second = convert(parsed(source));
        expect(input).toEqual(parsed(source));
        expect(canonicalJson([first.document, first.models, conversionReport(first)])).toBe(
          canonicalJson([second.document, second.models, conversionReport(second)]),
        );
      }),
    );
  });

  test('lets its own result through as it is', () => {
    fc.assert(
      fc.property(document, (source) => {
        const once = convert(parsed(source));
        fc.pre(once.log.blocked.length === 0);
        const twice = convert(parsed(once.document));
        expect(twice.log.blocked).toEqual([]);
        expect(canonicalJson(twice.document)).toBe(canonicalJson(once.document));
      }),
    );
  });

  test('gives models that compile, whose references all lead somewhere', () => {
    fc.assert(
      fc.property(document, (source) => {
        const { models } = convert(parsed(source));
        for (const model of Object.values(models)) {
          const names = schemaNodes(model).flatMap((node) =>
            typeof node.$ref === 'string' ? [node.$ref.replace('#/definitions/', '')] : [],
          );
          for (const name of names)
            expect(Object.keys((model.definitions as object | undefined) ?? {})).toContain(name);
          const { $schema: _, ...rest } = model;
          // Draft 04 writes exclusive bounds as flags; this validator reads a later draft.
          const later = JSON.parse(
            JSON.stringify(rest, (key, value: unknown) =>
              /^exclusive/.test(key) && typeof value === 'boolean' ? undefined : value,
            ),
          ) as object;
          expect(() =>
            new Ajv({ strict: false, validateSchema: false, logger: false }).compile(later),
          ).not.toThrow();
        }
      }),
    );
  });

  test('names no model but by letters and digits, and refers to none that is missing', () => {
    fc.assert(
      fc.property(document, (source) => {
        const { document: result } = convert(parsed(source));
        const { schemas } = result.components as { schemas: JsonObject };
        for (const name of Object.keys(schemas)) expect(name).toMatch(/^[A-Za-z0-9]+$/);
        const references = schemaNodes(result).flatMap((node) =>
          typeof node.$ref === 'string' ? [node.$ref] : [],
        );
        for (const reference of references)
          expect(Object.keys(schemas)).toContain(reference.replace('#/components/schemas/', ''));
      }),
    );
  });

  test('keeps null where the owner allowed it, in the exact model only', () => {
    const { document: result, models } = convert(parseOpenApi(accounts));
    const imported = (result.components as { schemas: Record<string, { properties: JsonObject }> }).schemas
      .NewTransfer;
    expect(imported?.properties.note).toEqual({ type: 'string' });
    expect((models.NewTransfer as { properties: JsonObject }).properties.note).toEqual({
      type: ['string', 'null'],
    });
  });

  test('lists each constraint that the gateway will not enforce', () => {
    const { gaps } = conversionReport(convert(parseOpenApi(accounts)));
    expect(gaps.map(({ rule, constraint }) => `${rule} ${constraint}`)).toEqual([
      'S30 query parameter status: enum ["open","closed"]',
      'S14 scopes accounts:read',
      'S14 scopes accounts:read',
      'S14 scopes accounts:read',
    ]);
  });

  test('refuses more resources than an API may have', () => {
    const paths = Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`/r${n}`, { get: {} }]));
    expect(convert({ openapi: '3.0.0', paths }).log.blocked.map(({ rule }) => rule)).toEqual(['S12']);
  });

  test('replaces a model that is larger than API Gateway takes, and says so', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, n) => [`property${n}`, { type: 'string' }]),
    );
    const source = {
      openapi: '3.0.0',
      paths: {
        '/a': {
          post: {
            operationId: 'a',
            requestBody: { content: { 'application/json': { schema: { properties } } } },
          },
        },
      },
    };
    const { models, log } = convert(source);
    expect(models.aBody).toEqual({ $schema: 'http://json-schema.org/draft-04/schema#' });
    expect(log.gaps.map(({ constraint }) => constraint)).toEqual(['model aBody']);
  });
});

describe('parseOpenApi', () => {
  test('throws nothing but what it documents, whatever it reads', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          document.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          try {
            expect(parseOpenApi(text)).toHaveProperty('paths');
          } catch (error) {
            expect(error).toBeInstanceOf(UnreadableDocument);
          }
        },
      ),
    );
  });

  test.each([
    ['a line', 'openapi: 3.0.0\npaths: {]\n', 'Not valid YAML'],
    ['Swagger', 'swagger: "2.0"', 'Swagger 2.0'],
    ['no version', '{"paths":{}}', 'names no OpenAPI version'],
    ['no paths', 'openapi: 3.0.0\npaths: {}', 'no paths'],
    ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]', 'cannot be parsed'],
    ['a tower', `${'['.repeat(100_000)}`, ''],
    ['a deep document', `{"openapi":"3.0.0","paths":${'{"a":'.repeat(200)}1${'}'.repeat(200)}}`, 'deeper'],
    ['a list', '[]', 'not an object'],
  ])('says what is wrong with %s', (_, text, message) => {
    const read = () => parseOpenApi(text);
    expect(read).toThrow(UnreadableDocument);
    expect(read).toThrow(message);
  });

  test('names the line of a syntax error', () => {
    let line: number | undefined;
    try {
      parseOpenApi('openapi: 3.0.0\ninfo:\n  title: x\n bad: [\n');
    } catch (error) {
      line = (error as UnreadableDocument).line;
    }
    expect(line).toBeGreaterThanOrEqual(4);
  });
});

describe('serverPrefix', () => {
  const at = { domainName: 'api.bank.example', basePath: 'accounts' };
  test.each([
    ['https://api.bank.example/accounts', '(base)', ''],
    ['https://api.bank.example/accounts/', '(slash)', ''],
    ['https://api.bank.example/accounts/v1', '(version)', '/v1'],
    ['https://other.bank.example/accounts/v1', '(other host)', ''],
    ['/v1', '(relative)', ''],
    ['https://api.bank.example/accountsv2', '(only alike)', ''],
  ])('%s %s → “%s”', (url, _, prefix) => {
    expect(serverPrefix({ servers: [{ url }] }, at)).toBe(prefix);
  });

  test('of a domain whose root is mapped is the whole path', () => {
    expect(
      serverPrefix({ servers: [{ url: 'https://api.bank.example/v1' }] }, { ...at, basePath: '(none)' }),
    ).toBe('/v1');
  });

  test('stands before each path', () => {
    const source = { paths: { '/a': {}, 'x-note': 1 } };
    prefixPaths(source, '/v1');
    expect(source.paths).toEqual({ '/v1/a': {}, 'x-note': 1 });
  });
});
