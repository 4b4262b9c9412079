import type { Session, Sessions } from '../../../lambdas/portal/ports.ts';

/** Sessions of signed-in browsers, with a count of what was written. */
export const memorySessions = (): Sessions & { readonly rows: Map<string, Session> } => {
  const rows = new Map<string, Session>();
  return {
    rows,
    put: async (id, session) => void rows.set(id, session),
    get: async (id) => rows.get(id),
    delete: async (id) => void rows.delete(id),
  };
};
