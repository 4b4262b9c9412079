import { isObject, type JsonObject, objectAt } from '../json.ts';
import type { Transformation } from './transformation.ts';
import { operations } from './walk.ts';

const prose = new Set([
  'summary',
  'description',
  'tags',
  'externalDocs',
  'callbacks',
  'deprecated',
  'servers',
]);

/** None of the owner's survive: the hardening writes its own afterwards. */
const isExtension = (key: string): boolean => key.startsWith('x-');

const strip = (node: JsonObject, remove: (key: string) => boolean): string[] => {
  const removed = Object.keys(node).filter(remove);
  for (const key of removed) delete node[key];
  return removed;
};

/** Takes out prose and every extension, above all `x-amazon-apigateway-*` that would configure the gateway. */
export const documentation: Transformation = {
  id: 'S50',
  title: 'Documentation and vendor extensions removed',
  because:
    'An import makes a documentation part of each description (quota 2,000 per API), and an owner’s gateway extensions would override the hardening.',
  apply: (document, log) => {
    const note = (node: object, removed: readonly string[]) => {
      if (removed.length) log.changed('S50', log.pointer(node), removed.join(' '), 'removed');
    };
    const kept = new Set(['openapi', 'info', 'paths', 'components', 'security']);
    note(
      document,
      strip(document, (key) => !kept.has(key)),
    );
    const components = objectAt(document, 'components') ?? {};
    const keptComponents = new Set([
      'schemas',
      'securitySchemes',
      'parameters',
      'requestBodies',
      'pathItems',
    ]);
    note(
      components,
      strip(components, (key) => !keptComponents.has(key)),
    );
    const info = objectAt(document, 'info');
    document.info = { title: String(info?.title ?? 'untitled'), version: String(info?.version ?? '0') };
    const paths = objectAt(document, 'paths') ?? {};
    note(
      paths,
      strip(paths, (key) => !key.startsWith('/')),
    );
    for (const item of Object.values(paths).filter(isObject)) {
      note(
        item,
        strip(item, (key) => prose.has(key) || isExtension(key) || key === 'trace'),
      );
    }
    for (const { operation } of operations(document)) {
      note(
        operation,
        strip(operation, (key) => prose.has(key) || isExtension(key)),
      );
    }
  },
};
