/** What generators give and scores read: aggregated requests of one host and the operations behind them. */
import { isEvidence, type PathUse } from '../../core/traffic/inference/path-use.ts';
import { noPrincipals, type Principals, withPrincipal } from '../../core/traffic/inference/principals.ts';
import type { Operation, Spec } from './corpus.ts';
import { hashOf } from './random.ts';

export interface Case {
  readonly name: string;
  readonly host: string;
  readonly uses: readonly PathUse[];
  /** Operations that got an answer that shows them, planted ones included. */
  readonly truth: readonly TrueOperation[];
  readonly spec: readonly Operation[];
  readonly catchAll: boolean;
  readonly requests: number;
  /** `METHOD /path` → the operation behind it, where there is one. */
  readonly operations: ReadonlyMap<string, Operation>;
}

export interface TrueOperation {
  readonly method: string;
  /** Placeholders as `{}`. */
  readonly template: string;
  /** Not in the specification. */
  readonly planted: boolean;
  /** Segments whose parameter has at most 12 declared values: literal or parameter, both are right. */
  readonly choices: Readonly<Record<number, readonly string[]>>;
  readonly evidence: number;
}

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly caller: string;
  readonly authenticated: boolean;
  readonly operation?: Operation;
}

interface Row {
  method: string;
  path: string;
  requests: number;
  evidence: number;
  authenticated: number;
  statuses: Record<number, number>;
  principals: Principals;
  operation?: Operation;
}

/** The state's normal form, as `PathUse.path` has it. */
const normal = (path: string): string => {
  const segments = path
    .replace(/[?#].*$/s, '')
    .split('/')
    .map((segment) => segment.replace(/;.*$/s, ''))
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return `/${segments.join('/')}`.replace(/[{}]/g, (brace) => (brace === '{' ? '%7B' : '%7D'));
};

/** `{a}-{b}` and `{a}` → `{}`; literal text around a placeholder stays: `{id}.json` → `{}.json`. */
export const canonical = (template: string): string =>
  template
    .split('/')
    .map((segment) => segment.replace(/\{[^{}]*\}/g, '{}').replace(/\{\}(?:[^{}]{1,3}\{\})+/g, '{}'))
    .map((segment) => segment.replace(/^[^{}]+\{\}$/, '{}'))
    .map((segment) => segment.replace(/^(?:\{\})+/, '{}'))
    .join('/');

export const collected = () => {
  const rows = new Map<string, Row>();
  const seen = new Map<Operation, number>();
  let requests = 0;
  return {
    add({ method, path, status, caller, authenticated, operation }: Exchange): void {
      requests++;
      const shown = normal(path);
      const key = `${method} ${shown}`;
      let row = rows.get(key);
      if (!row) {
        row = {
          method,
          path: shown,
          requests: 0,
          evidence: 0,
          authenticated: 0,
          statuses: {},
          principals: noPrincipals,
        };
        rows.set(key, row);
      }
      row.requests++;
      row.statuses[status] = (row.statuses[status] ?? 0) + 1;
      if (authenticated) row.authenticated++;
      row.principals = withPrincipal(row.principals, hashOf(caller));
      if (!isEvidence(method, status)) return;
      row.evidence++;
      if (operation) row.operation = operation;
      if (operation) seen.set(operation, (seen.get(operation) ?? 0) + 1);
    },
    finish(
      spec: Spec,
      host: string,
      planted: ReadonlySet<Operation>,
      catchAll: boolean,
      /** Whether the log says who was identified. */
      tellsIdentity: boolean,
    ): Case {
      const truth = new Map<string, TrueOperation>();
      for (const [operation, evidence] of seen) {
        const template = canonical(operation.template);
        const key = `${operation.method} ${template}`;
        const before = truth.get(key);
        const choices = Object.fromEntries(
          operation.template.split('/').flatMap((segment, index) => {
            const name = /^\{([^{}]*)\}$/.exec(segment)?.[1];
            const values = name === undefined ? undefined : operation.parameters[name]?.values;
            return values && values.length <= 12 ? [[index, values]] : [];
          }),
        );
        truth.set(key, {
          method: operation.method,
          template,
          planted: planted.has(operation) && (before?.planted ?? true),
          choices: before?.choices ?? choices,
          evidence: evidence + (before?.evidence ?? 0),
        });
      }
      return {
        name: spec.name,
        host,
        uses: [...rows.values()].map(({ operation: _, authenticated, ...row }) => ({
          host,
          ...row,
          ...(tellsIdentity ? { authenticated } : {}),
        })),
        truth: [...truth.values()],
        spec: spec.operations,
        catchAll,
        requests,
        operations: new Map(
          [...rows].flatMap(([key, { operation }]) => (operation ? [[key, operation] as const] : [])),
        ),
      };
    },
  };
};
