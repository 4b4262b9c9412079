import { type Evidence, type EvidenceOperation, evidenceOf } from '../evidence.ts';
import type { ImportedApi, ImportedRoute, Importer, ImportReading } from './importer.ts';

const segmentsOf = (template: string): readonly string[] => template.split('/').filter((one) => one !== '');

/**
 * The literal segments that all routes begin with; every route keeps at least one segment of its own, so that
 * `/pay/v1/payments` and `/pay/v1/payments/{id}` lie under `/pay/v1`.
 */
const basePathOf = (routes: readonly ImportedRoute[]): string => {
  const paths = routes.map(({ template }) => segmentsOf(template));
  const [first = []] = paths;
  let length = 0;
  for (; length < first.length; length++) {
    const segment = first[length];
    if (!segment || segment.includes('{')) break;
    if (!paths.every((path) => path[length] === segment && path.length > length + 1)) break;
  }
  return length === 0 ? '' : `/${first.slice(0, length).join('/')}`;
};

const operationOf = (route: ImportedRoute, basePath: string): EvidenceOperation => ({
  method: route.method,
  template: route.template.slice(basePath.length) || '/',
  ...(route.deprecated ? { deprecated: route.deprecated } : {}),
  pointer: route.pointer,
});

const evidenceOn = (
  importer: Importer,
  api: ImportedApi,
  routes: readonly ImportedRoute[],
  observedAt: string,
): Evidence => {
  const host = routes[0]?.host;
  const basePath = basePathOf(routes);
  const { name, locator, style, leadsTo, partners, support } = api;
  const { owner, purpose, exposure, dataClass, environment, lifecycle } = api;
  return evidenceOf({
    source: api.source ?? importer.source,
    locator,
    apiName: name,
    style,
    basePath,
    observedAt: api.observedAt ?? observedAt,
    operations: routes.map((route) => operationOf(route, basePath)),
    ...(host ? { host } : {}),
    ...(leadsTo?.length ? { leadsTo } : {}),
    ...(partners?.length ? { partners } : {}),
    ...(owner ? { owner } : {}),
    ...(purpose ? { purpose } : {}),
    ...(exposure ? { exposure } : {}),
    ...(dataClass ? { dataClass } : {}),
    ...(environment ? { environment } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(support ? { support } : {}),
  });
};

/**
 * What an artefact says, as evidence for the catalogue: one piece for each API and host, its endpoints under the base
 * path that they have in common. An API without routes is still named.
 */
export const importedEvidence = (
  importer: Importer,
  reading: ImportReading,
  observedAt: string,
): readonly Evidence[] =>
  reading.apis.flatMap((api) => {
    const byHost = Map.groupBy(api.routes, ({ host }) => host ?? '');
    if (byHost.size === 0) return [evidenceOn(importer, api, [], observedAt)];
    return [...byHost.values()].map((routes) => evidenceOn(importer, api, routes, observedAt));
  });
