import { arrayAt, isObject, type JsonObject } from '../json.ts';
import type { ConversionLog } from './report.ts';
import type { Transformation } from './transformation.ts';
import { operations, parametersOf } from './walk.ts';

/** Header parameters that OpenAPI ignores, because they are described elsewhere. */
const reserved = new Set(['accept', 'content-type', 'authorization']);

const keyOf = (parameter: JsonObject): string => `${parameter.in}\n${parameter.name}`;

const keep = (parameter: JsonObject, log: ConversionLog): boolean => {
  const { name, in: place } = parameter;
  if (typeof name !== 'string' || !['query', 'header', 'path', 'cookie'].includes(String(place))) {
    log.changed('S13', log.pointer(parameter), 'parameter without a name or place', 'removed');
    return false;
  }
  if (place === 'cookie') {
    log.gap('S13', log.pointer(parameter), {
      constraint: `cookie ${name}${parameter.required === true ? ' is required' : ''}`,
      risk: 'API Gateway has no cookie parameters: its presence is not checked, it is passed on.',
      enforceAt: 'backend',
    });
    return false;
  }
  if (place === 'header' && reserved.has(name.toLowerCase())) {
    log.changed('S13', log.pointer(parameter), `header parameter ${name}`, 'removed');
    return false;
  }
  return true;
};

/** Writes parameters of a path onto its operations, and drops the kinds that a gateway has not. */
export const parameters: Transformation = {
  id: 'S13',
  title: 'Parameters written on each operation',
  because:
    'Path-level parameters are lost by importers; cookies and reserved headers are no request parameters there.',
  apply: (document, log) => {
    const items = new Set<JsonObject>();
    for (const { operation, item } of operations(document)) {
      items.add(item);
      const own = parametersOf(operation);
      const inherited = arrayAt(item, 'parameters').filter(isObject);
      const overridden = new Set(own.map(keyOf));
      const all = [...inherited.filter((parameter) => !overridden.has(keyOf(parameter))), ...own]
        // Operations of one path may be changed apart later.
        .map((parameter) => log.copied({ ...parameter }, parameter))
        .filter((parameter) => keep(parameter, log));
      if (all.length) operation.parameters = all;
      else delete operation.parameters;
    }
    for (const item of items) {
      if (!('parameters' in item)) continue;
      log.changed(
        'S13',
        log.pointer(item, 'parameters'),
        `${arrayAt(item, 'parameters').length} on the path`,
        'on each operation',
      );
      delete item.parameters;
    }
  },
};
