import { expect, test } from '@jest/globals';
import { importFile } from '../../../../../core/inventory/importers/import-file.ts';
import { readTerraform } from '../../../../../core/inventory/importers/terraform/resources.ts';

const read = (document: unknown) => {
  const taken = new Set<unknown>();
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const reading = readTerraform([importFile('state.json', bytes)], {
    secret: (value) => void taken.add(value),
  });
  return { ...reading, taken };
};

test('what a provider marks as sensitive is taken, whatever its name and depth', () => {
  const { taken } = read({
    format_version: '1.0',
    terraform_version: '1.11.2',
    values: {
      outputs: { anything: { sensitive: true, value: { deep: ['output-value-1'] } } },
      root_module: {
        resources: [
          {
            address: 'a.b',
            mode: 'managed',
            type: 'a',
            name: 'b',
            values: { list: [{ harmless: 'marked-2', open: 'open-3' }], whole: { x: 'marked-4' } },
            sensitive_values: { list: [{ harmless: true }], whole: true },
          },
        ],
      },
    },
  });
  expect([...taken]).toEqual(expect.arrayContaining(['output-value-1', 'marked-2', 'marked-4']));
  expect(taken.has('open-3')).toBe(false);
});

test('so it is in a state, by the paths of its attributes', () => {
  const { taken } = read({
    version: 4,
    terraform_version: '1.9.0',
    resources: [
      {
        mode: 'managed',
        type: 'a',
        name: 'b',
        instances: [
          {
            attributes: { block: [{ harmless: 'marked-1' }], other: 'open-2' },
            sensitive_attributes: [
              [
                { type: 'get_attr', value: 'block' },
                { type: 'index', value: { value: 0, type: 'number' } },
                { type: 'get_attr', value: 'harmless' },
              ],
            ],
          },
        ],
      },
    ],
  });
  expect([...taken]).toContain('marked-1');
  expect(taken.has('open-2')).toBe(false);
});

test('addresses have their modules and no index, and lead to what the configuration refers to', () => {
  const { resources, kind } = read({
    format_version: '1.2',
    terraform_version: '1.11.2',
    planned_values: {
      root_module: {
        child_modules: [
          {
            address: 'module.a["x"]',
            child_modules: [
              {
                address: 'module.a["x"].module.b[0]',
                resources: [
                  {
                    address: 'module.a["x"].module.b[0].t.one["k.v"]',
                    mode: 'managed',
                    type: 't',
                    name: 'one',
                    values: {},
                  },
                ],
              },
            ],
          },
        ],
      },
    },
    configuration: {
      root_module: {
        module_calls: {
          a: {
            module: {
              module_calls: {
                b: {
                  module: {
                    resources: [
                      {
                        address: 't.one',
                        expressions: { api_id: { references: ['u.two.id', 'u.two', 'var.x'] } },
                      },
                    ],
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  expect(kind).toBe('plan');
  expect(resources.map(({ address }) => address)).toEqual(['module.a.module.b.t.one']);
  expect(new Set(resources[0]?.expected('api_id'))).toEqual(
    new Set(['module.a.module.b.u.two', 'module.a.module.b.var.x']),
  );
});
