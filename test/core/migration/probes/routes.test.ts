import { describe, expect, test } from '@jest/globals';
import { invalidBodyFor, probeRoutes } from '../../../../core/migration/probes/routes.ts';
import { probeSuite } from '../../../../core/migration/probes/suite.ts';

const objectModel = { type: 'object', required: ['a'] };
const routes = (paths: object, model: object | undefined = objectModel, prefix = '') =>
  probeRoutes(
    {
      paths,
      components: {
        parameters: {
          Id: { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: 'a b' },
        },
      },
    },
    () => model as never,
    prefix,
    'm-1',
  );

const json = { requestBody: { content: { 'application/json': { schema: {} } } } };

describe('probeRoutes', () => {
  test('reads where the document shows every value, with the values it shows', () => {
    const plan = routes({
      '/x/{id}': { get: {} },
      '/y/{id}': {
        get: {
          parameters: [
            { $ref: '#/components/parameters/Id' },
            { name: 'q', in: 'query', required: true, schema: { enum: ['z'] } },
          ],
        },
      },
    });
    expect(plan.read).toEqual({ method: 'GET', template: '/y/{id}', path: '/y/a%20b?q=z', headers: {} });
  });

  test('leaves out one required parameter, and only that', () => {
    const parameters = [
      { name: 'a', in: 'query', required: true, example: 1 },
      { name: 'b', in: 'header', required: true, example: 'x' },
    ];
    expect(routes({ '/x': { get: { parameters } } }).incomplete).toEqual({
      method: 'GET',
      template: '/x',
      path: '/x',
      headers: { b: 'x' },
      missing: 'a',
    });
  });

  test('asks for what nobody declared: a path, and HEAD where it is not declared', () => {
    expect(routes({ '/x': { get: {} } }).undeclared.map(({ method, path }) => [method, path])).toEqual([
      ['GET', expect.stringMatching(/^\/gatehouse-probe-[0-9a-f]{8}$/)],
      ['HEAD', '/x'],
    ]);
    expect(routes({ '/x': { get: {}, head: {} } }).undeclared).toHaveLength(1);
  });

  test('writes only with a body that is surely refused', () => {
    expect(routes({ '/x': { post: json } }).write).toMatchObject({
      method: 'POST',
      invalidBody: '{"gatehouseProbe":true}',
    });
    expect(routes({ '/x': { post: json } }, {}).write).toBeUndefined();
    expect(routes({ '/x': { delete: json } }).write).toBeUndefined();
  });

  test('puts the server’s prefix before the path', () => {
    expect(routes({ '/x': { get: {} } }, undefined, '/v1').read?.path).toBe('/v1/x');
  });

  test('a document without reads or writes leaves the probes with their reasons', () => {
    const { cases, without } = probeSuite(routes({ '/x': { delete: {} } }));
    expect(cases.map(({ probeId }) => probeId)).toEqual(['P12']);
    expect(without.map(({ probeId }) => probeId)).toEqual(['P1', 'P2', 'P3', 'P7', 'P8', 'P11', 'P15']);
  });
});

describe('invalidBodyFor', () => {
  test.each([
    [{ type: 'object', required: ['a'] }, '{"gatehouseProbe":true}'],
    [{ required: ['a'] }, '{"gatehouseProbe":true}'],
    [{ type: ['object', 'null'] }, '[]'],
    [{ type: 'array' }, '{}'],
    [{ type: 'string' }, '{}'],
    [{ type: ['object', 'array'] }, undefined],
    [{}, undefined],
    [{ allOf: [{ $ref: '#/definitions/A' }], definitions: { A: { type: 'object' } } }, '[]'],
  ])('%j → %s', (model, body) => {
    expect(invalidBodyFor(model)).toBe(body);
  });
});
