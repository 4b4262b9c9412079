import { isObject, objectAt } from '../json.ts';
import type { Transformation } from './transformation.ts';
import { operations } from './walk.ts';

/** Keeps the status codes of responses and nothing else. */
export const responses: Transformation = {
  id: 'S25',
  title: 'Responses reduced to status codes',
  because: 'API Gateway does not validate responses; their models and `default` keys only make imports fail.',
  apply: (document, log) => {
    for (const { operation } of operations(document)) {
      const before = objectAt(operation, 'responses') ?? {};
      const codes = Object.keys(before).filter((code) => /^[1-5]\d\d$/.test(code));
      const after = Object.fromEntries(
        (codes.length ? codes : ['200']).map((code) => [code, { description: code }]),
      );
      const unchanged =
        Object.keys(before).length === Object.keys(after).length &&
        Object.entries(before).every(
          ([code, response]) =>
            isObject(response) && Object.keys(response).length === 1 && response.description === code,
        );
      if (unchanged) continue;
      log.changed(
        'S25',
        log.pointer(operation, 'responses'),
        Object.keys(before).join(' '),
        Object.keys(after).join(' '),
      );
      operation.responses = after;
    }
  },
};
