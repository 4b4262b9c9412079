import type { ImportedApi, ImportedRoute, RouteControl } from './importer.ts';

/** From what surely holds to what surely does not. */
const order = ['yes', 'conditional', 'unknown', 'no'] as const;
const rank = ({ effective }: RouteControl): number => order.indexOf(effective);

/** A request meets every layer in turn: for each control the layer counts that holds most. */
export const strongest = (controls: readonly RouteControl[]): readonly RouteControl[] => {
  const best = new Map<string, RouteControl>();
  for (const control of controls) {
    const other = best.get(control.control);
    if (!other || rank(control) < rank(other)) best.set(control.control, control);
  }
  return [...best.values()];
};

/** A request takes one of several ways: what does not hold on all of them holds for some requests only. */
export const onEveryWay = (ways: readonly (readonly RouteControl[])[]): readonly RouteControl[] => {
  const names = [...new Set(ways.flatMap((way) => way.map(({ control }) => control)))];
  return names.flatMap((name): readonly RouteControl[] => {
    const found = ways.flatMap((way) => way.filter(({ control }) => control === name));
    const [first] = found;
    if (!first) return [];
    const weakest = found.reduce((a, b) => (rank(b) > rank(a) ? b : a));
    if (found.length === ways.length && found.every(({ effective }) => effective === first.effective))
      return [first];
    const strong = found.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    if (strong.effective !== 'yes' && strong.effective !== 'conditional') return [weakest];
    return [
      {
        ...strong,
        effective: 'conditional',
        disarmedBy: weakest.disarmedBy ?? 'Some requests to this path take a way on which it does not stand.',
      },
    ];
  });
};

/** What holds is no longer certain, because of something that this artefact shows and that cannot be judged. */
export const inDoubt = (controls: readonly RouteControl[], why: string): readonly RouteControl[] =>
  controls.map((control) =>
    control.effective === 'no' ? control : { ...control, effective: 'unknown', disarmedBy: why },
  );

/** What holds does so for some requests only. */
export const forSome = (controls: readonly RouteControl[], why: string): readonly RouteControl[] =>
  controls.map((control) =>
    control.effective === 'yes' ? { ...control, effective: 'conditional', disarmedBy: why } : control,
  );

const keyOf = ({ method, host, template }: ImportedRoute): string =>
  `${method} ${host ?? '*'} ${template.replaceAll(/\{[^{}]*?(\+?)\}/g, '{$1}')}`;

/** One route for each method, host and template: rules that differ by header, port or listener are ways of one route. */
export const mergeRoutes = (routes: readonly ImportedRoute[]): readonly ImportedRoute[] => {
  const byKey = new Map<string, ImportedRoute[]>();
  for (const route of routes) {
    const key = keyOf(route);
    const same = byKey.get(key);
    if (same) same.push(route);
    else byKey.set(key, [route]);
  }
  return [...byKey.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return same.length === 1
      ? [first]
      : [{ ...first, controls: onEveryWay(same.map(({ controls }) => controls)) }];
  });
};

/** APIs without routes are left out; routes that stand in several APIs agree on what a request to them meets. */
export const mergeApis = (apis: readonly ImportedApi[]): readonly ImportedApi[] => {
  const merged = new Map(
    mergeRoutes(apis.flatMap(({ routes }) => routes)).map((route) => [keyOf(route), route]),
  );
  return apis
    .filter(({ routes }) => routes.length > 0)
    .map((api) => ({
      ...api,
      routes: mergeRoutes(api.routes).map((route) => ({
        ...route,
        controls: merged.get(keyOf(route))?.controls ?? route.controls,
      })),
    }));
};
