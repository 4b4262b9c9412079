import type { Transformation } from './transformation.ts';
import { operations } from './walk.ts';

/** Letters and digits of a route, as a name: `GET /accounts/{id}` → `getAccountsId`. */
export const nameOfRoute = (method: string, path: string): string =>
  method +
  path
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join('');

/** Gives each operation an id of letters and digits that no other has. */
export const operationIds: Transformation = {
  id: 'S18',
  title: 'Operation ids made and told apart',
  because: 'They become operation names, and names of inline models here.',
  apply: (document, log) => {
    const taken = new Set<string>();
    for (const { path, method, operation } of operations(document)) {
      const stated = typeof operation.operationId === 'string' ? operation.operationId : '';
      const base = stated.replace(/[^A-Za-z0-9]/g, '') || nameOfRoute(method, path);
      let id = base;
      for (let n = 2; taken.has(id); n++) id = `${base}${n}`;
      taken.add(id);
      if (id === operation.operationId) continue;
      log.changed('S18', log.pointer(operation, 'operationId'), stated, id);
      operation.operationId = id;
    }
  },
};
