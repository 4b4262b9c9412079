import type { JsonObject } from '../json.ts';
import type { Transformation } from './transformation.ts';
import { operations, parametersOf } from './walk.ts';

/** What API Gateway accepts as a parameter's name; measured, not documented. */
const declarable = /^[a-zA-Z0-9:._$-]+$/;

const order = ['path', 'query', 'header'];

/** Drops declarations that the gateway refuses; a proxy integration passes the values on all the same. */
export const parameterNames: Transformation = {
  id: 'S07',
  title: 'Parameters that cannot be declared removed',
  because:
    'Names outside [a-zA-Z0-9:._$-] are refused, and a name must be unique over query, header and path.',
  apply: (document, log) => {
    for (const { operation } of operations(document)) {
      const all = parametersOf(operation);
      const winner = new Map<string, JsonObject>();
      for (const place of order)
        for (const parameter of all)
          if (parameter.in === place && !winner.has(String(parameter.name)))
            winner.set(String(parameter.name), parameter);
      const kept = all.filter((parameter) => {
        const name = String(parameter.name);
        // Names in paths are mended with the path.
        const fits = parameter.in === 'path' || declarable.test(name);
        if (fits && winner.get(name) === parameter) return true;
        log.gap('S07', log.pointer(parameter), {
          constraint: `${parameter.in} parameter ${name}${parameter.required === true ? ' is required' : ''}`,
          risk: fits
            ? 'The name is declared in two places; only one can be: the other is passed on unchecked.'
            : 'The name cannot be declared: the value is passed on unchecked.',
          enforceAt: 'backend',
        });
        return false;
      });
      if (kept.length) operation.parameters = kept;
      else delete operation.parameters;
    }
  },
};
