import { exactPath, type PathStep, pathCoverage, type RequestPaths } from '../request-paths.ts';
import { methodOf, servedHost } from '../served-requests.ts';
import type { Definition } from './definitions.ts';
import { isResolved } from './variants.ts';

/** What the predicates of a route let through. Empty lists do not narrow. */
export interface Predicates {
  readonly paths: readonly RequestPaths[];
  readonly hosts: readonly (string | undefined)[];
  readonly methods: readonly string[];
  /** The predicate that serves listed networks only. */
  readonly network?: Definition;
}

/** A pattern of Spring: `/a/{id}`, `/a/{id:\d+}`, `/a/*`, `/a/**`, `/a/{*rest}`. */
export const patternPaths = (pattern: string): RequestPaths =>
  exactPath(pattern.startsWith('/') ? pattern : `/${pattern}`).map((step): PathStep => {
    if (step.kind !== 'literal') return step;
    if (step.text === '**' || /^\{\*\w+\}$/.test(step.text)) return { kind: 'rest' };
    if (step.text === '*') return { kind: 'parameter', name: 'any' };
    const [, name, restrict] = /^\{(\w+)(?::(.*))?\}$/.exec(step.text) ?? [];
    if (name) return { kind: 'parameter', name, ...(restrict ? { restrict } : {}) };
    return /[*?{]/.test(step.text) ? { kind: 'parameter', name: 'any', restrict: step.text } : step;
  });

/** `**.bank.example`, `*.bank.example` and `{sub}.bank.example` are `*.bank.example`. */
export const patternHost = (pattern: string): string | undefined => {
  const host = pattern.replace(/:(?:\d+|\{\w+\})$/, '');
  const wild = host.replace(/^(?:\*\*?|\{[^{}]*\})\./, '*.');
  return /^(?:\*\.)?[\w.-]+$/.test(wild) ? servedHost(wild) : undefined;
};

/** Several path predicates must all fit: of two that overlap the narrower counts. */
const narrowed = (a: readonly RequestPaths[], b: readonly RequestPaths[]): readonly RequestPaths[] =>
  a.flatMap((one) =>
    b.flatMap((other) => {
      if (pathCoverage(one, other) === 'all') return [other];
      return pathCoverage(one, other) === 'some' || pathCoverage(other, one) === 'all' ? [one] : [];
    }),
  );

export const readPredicates = (definitions: readonly Definition[]): Predicates => {
  const named = (name: string): readonly Definition[] => definitions.filter((one) => one.name === name);
  const paths = named('Path')
    .map(({ values }) =>
      values.filter((value) => value !== 'true' && value !== 'false' && isResolved(value)).map(patternPaths),
    )
    .reduce<readonly RequestPaths[] | undefined>((all, one) => (all ? narrowed(all, one) : one), undefined);
  const network = definitions.find(({ name }) => name === 'RemoteAddr' || name === 'XForwardedRemoteAddr');
  return {
    paths: paths ?? [],
    hosts: named('Host').flatMap(({ values }) => values.map(patternHost)),
    methods: named('Method').flatMap(({ values }) => values.map(methodOf)),
    ...(network ? { network } : {}),
  };
};
