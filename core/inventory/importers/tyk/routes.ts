import { type ComparisonBudget, tooManyRules } from '../comparison-budget.ts';
import type { ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { everythingBelow, joinTemplate } from '../path-template.ts';
import {
  everyCoverage,
  methodCoverage,
  pathCoverage,
  type RequestPaths,
  templatePaths,
} from '../request-paths.ts';
import { inDoubt, strongest } from '../route-controls.ts';
import type { TykApi, TykRule } from './tyk-api.ts';

/** One path and method that is listed; everything below the listen path is one too. */
interface Target {
  readonly method: string;
  readonly path: string;
  readonly paths: RequestPaths;
  readonly pointer: string;
}

const everything = '/{proxy+}';

const targetOf = (method: string, path: string, pointer: string): Target => ({
  method,
  path,
  paths: templatePaths(joinTemplate('', path)),
  pointer,
});

const isFor = (rule: TykRule, { method, paths }: Target): boolean =>
  everyCoverage([methodCoverage([rule.method], method), pathCoverage(rule.matches, paths)]) === 'all';

/** Requests to paths whose authentication is ignored skip what asks or counts callers; networks are still looked at. */
const withoutIdentity = (controls: readonly RouteControl[], proof: string): readonly RouteControl[] =>
  controls.map((control): RouteControl => {
    if (
      control.effective === 'no' ||
      ['ip-allow-list', 'https-only', 'upstream-tls'].includes(control.control)
    )
      return control;
    return {
      ...control,
      effective: 'no',
      proof,
      disarmedBy: 'Authentication is ignored for this path, and what follows it with it.',
    };
  });

const controlsFor = (api: TykApi, target: Target): readonly RouteControl[] => {
  const rules = api.rules.filter((rule) => isFor(rule, target));
  const own = rules.flatMap(({ effect }) => (effect.kind === 'control' ? effect.controls : []));
  const ignoring = rules.find(({ effect }) => effect.kind === 'ignore-authentication');
  const all = strongest([...own, ...api.common, ...api.identity]);
  return ignoring ? withoutIdentity(all, ignoring.pointer) : all;
};

const isKind =
  (...kinds: readonly TykRule['effect']['kind'][]) =>
  ({ effect }: TykRule): boolean =>
    kinds.includes(effect.kind);

/** With a list of what is allowed nothing else is served, but for paths whose authentication is ignored. */
const targetsOf = (api: TykApi): readonly Target[] => {
  const { rules } = api;
  const admitted = rules.some(isKind('allow')) ? rules.filter(isKind('allow', 'ignore-authentication')) : [];
  const hidden = rules.filter(isKind('block', 'internal'));
  const named = new Map(
    rules.map(({ method, path, pointer }) => [`${method} ${path}`, targetOf(method, path, pointer)]),
  );
  const listed = [
    ...named.values(),
    ...(admitted.length > 0 ? [] : [targetOf('ANY', everything, api.locator)]),
  ];
  return listed.filter(
    (target) =>
      (admitted.length === 0 || admitted.some((rule) => isFor(rule, target))) &&
      !hidden.some((rule) => isFor(rule, target)),
  );
};

/** The paths that a definition names, and all below its listen path unless it lists what is allowed. */
const routesOf = (api: TykApi): readonly ImportedRoute[] => {
  const routes = targetsOf(api).map((target): ImportedRoute => {
    const template =
      target.path === everything ? everythingBelow(api.base) : joinTemplate(api.base, target.path);
    return {
      method: target.method,
      template,
      ...(api.host ? { host: api.host } : {}),
      pointer: target.pointer,
      controls: controlsFor(api, target),
    };
  });
  return [...new Map(routes.map((route) => [`${route.method} ${route.template}`, route])).values()];
};

/** Too many to be compared: what is known is that everything below the listen path is served. */
const unread = (api: TykApi): readonly ImportedRoute[] => [
  {
    method: 'ANY',
    template: everythingBelow(api.base),
    ...(api.host ? { host: api.host } : {}),
    pointer: api.locator,
    controls: inDoubt([...api.common, ...api.identity], tooManyRules),
  },
];

export const importedApi = (api: TykApi, budget: ComparisonBudget): ImportedApi => ({
  name: api.name,
  ...(api.version ? { version: api.version } : {}),
  style: api.style,
  locator: api.locator,
  routes: budget.admits(api.rules.length, api.rules.length) ? routesOf(api) : unread(api),
  ...(api.leadsTo.length > 0 ? { leadsTo: api.leadsTo } : {}),
});
