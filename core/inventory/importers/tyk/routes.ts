import type { ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { everythingBelow, joinTemplate } from '../path-template.ts';
import { everyCoverage, methodCoverage, pathCoverage, templatePaths } from '../request-paths.ts';
import { strongest } from '../route-controls.ts';
import type { TykApi, TykRule } from './tyk-api.ts';

/** One path and method that is listed; everything below the listen path is one too. */
interface Target {
  readonly method: string;
  readonly path: string;
  readonly pointer: string;
}

const everything = '/{proxy+}';

const isFor = (rule: TykRule, { method, path }: Target): boolean =>
  everyCoverage([
    methodCoverage([rule.method], method),
    pathCoverage(rule.matches, templatePaths(joinTemplate('', path))),
  ]) === 'all';

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

const targetsOf = (api: TykApi): readonly Target[] => {
  const allowed = api.rules.filter(({ effect }) => effect.kind === 'allow');
  const listed =
    allowed.length > 0
      ? [...allowed, ...api.rules.filter((rule) => allowed.some((one) => isFor(one, rule)))]
      : api.rules;
  const targets: readonly Target[] = [
    ...listed,
    ...(allowed.length > 0 ? [] : [{ method: 'ANY', path: everything, pointer: api.locator }]),
  ];
  const hidden = api.rules.filter(({ effect }) => effect.kind === 'block' || effect.kind === 'internal');
  return targets.filter((target) => !hidden.some((rule) => isFor(rule, target)));
};

/** The paths that a definition names, and all below its listen path unless it lists what is allowed. */
export const importedApi = (api: TykApi): ImportedApi => {
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
  const distinct = new Map(routes.map((route) => [`${route.method} ${route.template}`, route]));
  return {
    name: api.name,
    ...(api.version ? { version: api.version } : {}),
    style: api.style,
    locator: api.locator,
    routes: [...distinct.values()],
    ...(api.leadsTo.length > 0 ? { leadsTo: api.leadsTo } : {}),
  };
};
