import type { InputProblem } from '../../../input-problem.ts';
import type { ImportContext, ImportedApi, ImportedRoute } from '../importer.ts';
import { neutral } from '../neutral-text.ts';
import { everythingBelow, joinTemplate } from '../path-template.ts';
import type { Table } from '../table.ts';
import { methodsIn, styleNamed } from './cells.ts';
import type { Header } from './header.ts';
import { type Cells, cellsOf } from './row-cells.ts';
import { type Facts, factsOf } from './row-facts.ts';
import { placeIn, type RowPlace } from './row-place.ts';
import { type SayUnknown, unknownWords } from './unknown-words.ts';

const routesOf = (
  cells: Cells,
  place: RowPlace,
  hasMethods: boolean,
  at: { readonly file: string; readonly line: number },
  sayUnknown: SayUnknown,
): readonly ImportedRoute[] => {
  const { host, base, endpoints } = place;
  const methods = methodsIn(cells('method'));
  if (!methods) sayUnknown(at.line, 'method', cells('method'), 'Write methods such as GET, or ANY.');
  const route = { ...(host ? { host } : {}), pointer: `${at.file}:${at.line}`, controls: [] };
  return endpoints.flatMap(({ path, method: before }): readonly ImportedRoute[] => {
    if (!host && base === '' && path === '') return [];
    const named = before ? [before] : (methods ?? []);
    // A path without a method, where no row has one, is where an API begins, not one of its endpoints.
    const isEndpoint = named.length > 0 || (path !== '' && hasMethods);
    const template = joinTemplate(base, path);
    if (!isEndpoint) return [{ ...route, method: 'ANY', template: everythingBelow(template) }];
    return (named.length ? named : ['ANY']).map((method) => ({ ...route, method, template }));
  });
};

interface Gathered {
  readonly name: string;
  readonly line: number;
  style: ImportedApi['style'] | undefined;
  facts: Facts;
  readonly partners: Set<string>;
  readonly leadsTo: Set<string>;
  readonly routes: Map<string, ImportedRoute>;
}

export interface TableApis {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly InputProblem[];
}

/** The APIs of a table: rows of one name are one API, and a row without a name goes on with the one above. */
export const apisOfTable = (table: Table, header: Header, context: ImportContext): TableApis => {
  const unknown = unknownWords(table.name);
  const apis = new Map<string, Gathered>();
  const body = table.rows.filter(({ line }) => line > header.line);
  const hasMethods = body.some((row) => cellsOf(header, row)('method') !== '');
  const problems: InputProblem[] = [];
  let above: { readonly name: string; readonly host: string | undefined; readonly base: string } | undefined;
  for (const row of body) {
    const cells = cellsOf(header, row);
    const own = placeIn(cells, context);
    const written = neutral(cells('api'));
    const continues = written === '' && above !== undefined && (!own.host || own.host === above.host);
    const place: RowPlace =
      continues && above
        ? { ...own, ...(above.host ? { host: above.host } : {}), base: own.base || above.base }
        : own;
    const name = written || (continues && above ? above.name : (place.host ?? ''));
    if (name === '') {
      if (own.base === '' && own.endpoints.every(({ path }) => path === '')) continue;
      const message = 'The row has a path and names neither an API nor a host.';
      problems.push({
        file: table.name,
        line: row.line,
        message,
        fix: 'Write the name of the API into the row.',
      });
      continue;
    }
    above = { name, host: place.host, base: place.base };
    const key = name.toLowerCase();
    const api: Gathered = apis.get(key) ?? {
      name,
      line: row.line,
      style: undefined,
      facts: {},
      partners: new Set(),
      leadsTo: new Set(),
      routes: new Map(),
    };
    apis.set(key, api);
    const facts = factsOf(cells, row.line, unknown.say, context);
    // Of what rows of one API say differently, the first stands.
    api.facts = { ...facts, ...api.facts };
    api.style ??= styleNamed(cells('style'));
    for (const partner of facts.partners ?? []) api.partners.add(partner);
    for (const target of facts.leadsTo ?? []) api.leadsTo.add(target);
    for (const route of routesOf(
      cells,
      place,
      hasMethods,
      { file: table.name, line: row.line },
      unknown.say,
    )) {
      const routeKey = `${route.method} ${route.host ?? ''} ${route.template}`;
      if (!api.routes.has(routeKey)) api.routes.set(routeKey, route);
    }
  }
  return {
    apis: [...apis.values()].map(({ name, line, style, facts, partners, leadsTo, routes }) => ({
      ...facts,
      name,
      style: style ?? 'REST',
      locator: `${table.name}:${line}`,
      routes: [...routes.values()],
      ...(partners.size ? { partners: [...partners] } : {}),
      ...(leadsTo.size ? { leadsTo: [...leadsTo] } : {}),
    })),
    problems: [...problems, ...unknown.problems],
  };
};
