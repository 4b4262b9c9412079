import type { InputProblem } from '../../../input-problem.ts';
import type { ImportContext, ImportedApi, ImportedRoute, Importer, ImportFile } from '../importer.ts';
import { environmentNamed } from '../life-stages.ts';
import { textOfMember } from '../member-text.ts';
import { neutral } from '../neutral-text.ts';
import { everythingBelow, joinTemplate, templateOf } from '../path-template.ts';
import { hostOf, placeOf } from '../place.ts';
import { detectKind, recognised } from '../recognised.ts';
import { readCsv, type TableRow } from '../table.ts';
import { records } from '../visibility-maps.ts';
import { columnNamed, isCmdbHeader, type ServiceNowColumn } from './columns.ts';
import { type CiKind, isFalse, isSysId, isTrue, kindOf, lifecycleIn, styleIn, timeIn } from './values.ts';

const isCmdb = (file: ImportFile): boolean =>
  /\.csv$|^[^.]*$/i.test(file.name) &&
  isCmdbHeader(readCsv(textOfMember(file).slice(0, 10_000), file.name).table.rows[0]?.cells ?? []);

type Cell = (column: ServiceNowColumn) => string;

interface Item {
  readonly kind: CiKind;
  readonly cell: Cell;
  /** `file:line`. */
  readonly at: string;
}

const withMethod = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY)[\s:]+(?=\S*\/)/i;

/** A component names its endpoint in `method` and `path` or `url`, or in its name: `GET https://…/accounts/{id}`. */
const endpointOf = (cell: Cell, pointer: string, context: ImportContext): ImportedRoute | undefined => {
  const written = cell('url') || cell('path') || cell('name');
  const [, named = ''] = withMethod.exec(written) ?? withMethod.exec(cell('name')) ?? [];
  const place = placeOf(written.replace(withMethod, ''), context);
  if (!place) return undefined;
  const base = cell('url') ? undefined : placeOf(cell('baseUrl'), context);
  const host = hostOf(cell('host')) ?? place.host ?? base?.host;
  const method = (cell('method') || named).toUpperCase() || 'ANY';
  const template = place.host ? templateOf(place.path) : joinTemplate(base?.path ?? '', place.path);
  return { method, template, ...(host ? { host } : {}), pointer, controls: [] };
};

/** Where the API as a whole is: everything below its base URL. */
const baseOf = (cell: Cell, pointer: string, context: ImportContext): ImportedRoute | undefined => {
  const place = placeOf(cell('baseUrl') || cell('url'), context) ?? placeOf(cell('path'), context);
  const host = hostOf(cell('host')) ?? place?.host;
  if (!place && !host) return undefined;
  const template = everythingBelow(place?.path ?? '');
  return { method: 'ANY', template, ...(host ? { host } : {}), pointer, controls: [] };
};

const ownerOf = (cell: Cell): string =>
  [cell('ownedBy'), cell('managedByGroup'), cell('supportGroup'), cell('managedBy'), cell('assignmentGroup')]
    .map(neutral)
    .find((owner) => owner !== '' && !isSysId(owner)) ?? '';

const apiOf = ({ cell, at }: Item, name: string, routes: readonly ImportedRoute[]): ImportedApi => {
  const owner = ownerOf(cell);
  const lifecycle =
    lifecycleIn(cell('operationalStatus')) ??
    lifecycleIn(cell('lifecycleStage')) ??
    lifecycleIn(cell('installStatus'));
  const environment = environmentNamed(cell('environment'));
  const purpose = neutral(cell('description'));
  const attested = isTrue(cell('attested')) ? timeIn(cell('attestedDate')) : undefined;
  const observedAt = [attested, timeIn(cell('discovered')), timeIn(cell('updated'))]
    .flatMap((at) => at ?? [])
    .sort()
    .at(-1);
  const version = neutral(cell('version'));
  const exposure = isTrue(cell('internetFacing'))
    ? ('public' as const)
    : isFalse(cell('internetFacing'))
      ? ('internal' as const)
      : undefined;
  return {
    name,
    style: styleIn(cell('type')),
    locator: at,
    routes,
    ...(owner ? { owner } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(environment ? { environment } : {}),
    ...(purpose ? { purpose } : {}),
    ...(version ? { version } : {}),
    ...(exposure ? { exposure } : {}),
    ...(observedAt ? { observedAt } : {}),
  };
};

/** Components belong to the API that they name, by its key or by its name; others stand for themselves. */
const apisOf = (items: readonly Item[], context: ImportContext): readonly ImportedApi[] => {
  const parents = items.filter(({ kind }) => kind === 'api');
  const children = new Map<Item, ImportedRoute[]>(parents.map((parent) => [parent, []]));
  const byReference = new Map(
    parents.flatMap((parent) =>
      [parent.cell('name'), parent.cell('sysId')]
        .filter((one) => one !== '')
        .map((one) => [one.toLowerCase(), parent] as const),
    ),
  );
  const orphans: ImportedApi[] = [];
  for (const item of items) {
    if (item.kind === 'api') continue;
    const route = endpointOf(item.cell, item.at, context);
    const reference = item.cell('api').toLowerCase();
    const parent = byReference.get(reference);
    if (parent) {
      if (route) children.get(parent)?.push(route);
    } else {
      // A reference that displays a name tells it even when the row of the API is not in the export.
      const named = reference !== '' && !isSysId(reference) ? neutral(item.cell('api')) : '';
      const name = named || (route?.host ?? neutral(item.cell('name')));
      orphans.push(apiOf(item, name, route ? [route] : []));
    }
  }
  const own = parents.map((item) => {
    const endpoints = children.get(item) ?? [];
    const base = baseOf(item.cell, item.at, context);
    const placed = endpoints.map((route) =>
      route.host || !base?.host ? route : { ...route, host: base.host },
    );
    return apiOf(item, neutral(item.cell('name')), placed.length ? placed : base ? [base] : []);
  });
  const merged = [...Map.groupBy(orphans, ({ name }) => name.toLowerCase()).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, routes: same.flatMap(({ routes }) => routes) }] : [];
  });
  return [...own, ...merged];
};

const cellsOf = (header: TableRow, row: TableRow): Cell => {
  const values = new Map<ServiceNowColumn, string>();
  header.cells.forEach((heading, index) => {
    const column = columnNamed(heading);
    if (column && !values.has(column)) values.set(column, row.cells[index] ?? '');
  });
  return (column) => values.get(column) ?? '';
};

const itemsIn = (file: ImportFile, problems: InputProblem[]): readonly Item[] => {
  const { table, problems: unread } = readCsv(textOfMember(file), file.name);
  problems.push(...unread);
  const [header, ...rows] = table.rows;
  if (!header) return [];
  const hasClass = header.cells.some((heading) => columnNamed(heading) === 'className');
  const read = rows.map((row) => ({ cell: cellsOf(header, row), line: row.line }));
  const keyed = read.find(({ cell }) => isSysId(cell('ownedBy')) || isSysId(cell('supportGroup')));
  if (keyed) {
    const message = 'Owners and groups are keys here, not names.';
    problems.push({
      file: file.name,
      line: keyed.line,
      message,
      fix: 'Export with display values (sysparm_display_value=true).',
    });
  }
  return read.flatMap(({ cell, line }): readonly Item[] => {
    if (cell('name') === '') return [];
    // An export of one table needs no column for the class.
    const kind = hasClass ? kindOf(cell('className')) : cell('method') || cell('path') ? 'component' : 'api';
    return kind ? [{ kind, cell, at: `${file.name}:${line}` }] : [];
  });
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isCmdb, 'a CMDB export');
  const problems: InputProblem[] = [...mine.problems];
  // Rows of one export refer to those of another: APIs and components are separate tables.
  const items = mine.files.flatMap((file) => itemsIn(file, problems));
  return {
    format: 'ServiceNow CMDB export',
    apis: apisOf(items, context),
    consumers: [],
    settings: [],
    visibility: records('The CMDB'),
    problems,
  };
};

/** ServiceNow: APIs, their components, and endpoints that the CMDB could not match, from a list exported as CSV. */
export const servicenowImporter: Importer = {
  id: 'servicenow',
  source: 'servicenow',
  title: 'ServiceNow CMDB export',
  howTo: 'Open the list of APIs (cmdb_ci_api) with its columns, and choose Export › CSV.',
  detect: (files) => detectKind(files, isCmdb, 'ServiceNow CMDB export'),
  parse,
};
