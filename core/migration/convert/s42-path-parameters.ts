import type { Transformation } from './transformation.ts';
import { operations, parametersOf } from './walk.ts';

/** Declares the variables of a path that its operation does not, and drops declared ones that the path has not. */
export const pathParameters: Transformation = {
  id: 'S42',
  title: 'Path parameters declared as the path has them',
  because:
    'A path variable that is not declared cannot be mapped to the backend; one without a place is a warning.',
  apply: (document, log) => {
    for (const { path, operation } of operations(document)) {
      const variables = [...path.matchAll(/\{([^{}]+?)\+?\}/g)].map((match) => match[1] as string);
      const all = parametersOf(operation);
      const missing = variables.filter(
        (name) => !all.some((parameter) => parameter.in === 'path' && parameter.name === name),
      );
      const kept = all.filter(
        (parameter) => parameter.in !== 'path' || variables.includes(String(parameter.name)),
      );
      for (const parameter of all)
        if (!kept.includes(parameter))
          log.changed('S42', log.pointer(parameter), `path parameter ${parameter.name}`, 'removed');
      for (const name of missing)
        log.changed('S42', log.pointer(operation, 'parameters'), `${path}: ${name} not declared`, 'declared');
      const complete = [
        ...kept,
        ...missing.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ];
      if (complete.length) operation.parameters = complete;
      else delete operation.parameters;
    }
  },
};
