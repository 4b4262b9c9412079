import type { InputProblem } from '../../input-problem.ts';
import type { ImportedRoute, RouteControl } from './importer.ts';
import { type RegexAnchors, regexPaths } from './regex-paths.ts';
import { type RequestPaths, templateOfPaths } from './request-paths.ts';
import type { RouteBudget } from './route-budget.ts';

/** What one route serves, before it is written as a template: rules over paths are judged on this. */
export interface ServedRequests {
  /** Upper case, or `ANY`. */
  readonly method: string;
  readonly paths: RequestPaths;
  /** Lower case, without port; absent for any. */
  readonly host?: string;
}

const methodNames = /^[A-Z]{3,16}$/;

/** A method as written, or `ANY` for none and for what is no method. */
export const methodOf = (text: string): string => {
  const method = text.trim().toUpperCase();
  return methodNames.test(method) ? method : 'ANY';
};

/** `GET|POST`, `(GET|POST)`, `^GET$`; undefined for an expression that does not list methods. */
export const methodsOfRegex = (regex: string): readonly string[] | undefined => {
  const methods = regex
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/^\((?:\?:)?(.*)\)$/, '$1')
    .split('|');
  return methods.every((method) => methodNames.test(method)) ? methods : undefined;
};

/** Host names in one spelling: lower case, without port; undefined for every name. */
export const servedHost = (text: string): string | undefined => {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/:(?:\d+|\*)$/, '')
    .replace(/\.$/, '');
  return host === '' || host === '*' ? undefined : host;
};

const importedRoute = (
  served: ServedRequests,
  pointer: string,
  controls: readonly RouteControl[],
): ImportedRoute => ({
  method: served.method,
  template: templateOfPaths(served.paths),
  ...(served.host === undefined ? {} : { host: served.host }),
  pointer,
  controls,
});

/** Methods, paths and hosts that are served in every combination. */
export interface ServedCombinations {
  readonly methods: readonly string[];
  readonly paths: readonly RequestPaths[];
  /** Undefined for every name. */
  readonly hosts: readonly (string | undefined)[];
}

/** One route for each combination, as far as the budget goes. */
export const servedRoutes = (
  { methods, paths, hosts }: ServedCombinations,
  budget: RouteBudget,
  pointer: string,
  controlsOf: (served: ServedRequests) => readonly RouteControl[],
): readonly ImportedRoute[] => {
  const routes: ImportedRoute[] = [];
  for (const host of hosts)
    for (const one of paths)
      for (const method of methods) {
        if (!budget.spend()) return routes;
        const served = { method, paths: one, ...(host ? { host } : {}) };
        routes.push(importedRoute(served, pointer, controlsOf(served)));
      }
  return routes;
};

export interface ExpressionPaths {
  readonly paths: readonly RequestPaths[];
  readonly problems: readonly InputProblem[];
}

/** Paths of an expression; one that is too free to be written as a template is said to be so. */
export const pathsOfExpression = (
  regex: string,
  anchors: RegexAnchors,
  file: string,
  pointer: string,
): ExpressionPaths => {
  const { paths, exact } = regexPaths(regex, anchors);
  const problem: InputProblem = {
    file,
    pointer,
    message:
      'The path is a regular expression that is no simple template: everything below its beginning is listed.',
    fix: 'Look up the paths that it really serves, or write it as an exact path or a prefix.',
  };
  return { paths, problems: exact ? [] : [problem] };
};

/** `file.yaml:12` or `file.yaml#/a/b` → `file.yaml`. */
export const fileOfProof = (proof: string): string => proof.replace(/(?:#.*|:\d+)$/s, '');
