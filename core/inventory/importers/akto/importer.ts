import type { InputProblem } from '../../../input-problem.ts';
import type { Exposure } from '../../evidence.ts';
import type { ImportContext, ImportedApi, ImportedRoute, Importer, ImportFile } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { templateOf } from '../path-template.ts';
import { hostOf, placeOf } from '../place.ts';
import { detectKind, recognised } from '../recognised.ts';
import { reaches } from '../visibility-maps.ts';
import { type AktoRow, aktoRows, headingsOf } from './rows.ts';

const isAkto = (file: ImportFile): boolean => {
  if (!/\.csv$|^[^.]*$/i.test(file.name)) return false;
  const headings = headingsOf(textOfMember(file).slice(0, 2_000));
  return (
    ['endpoint', 'method'].every((one) => headings.includes(one)) &&
    ['access type', 'sensitive params', 'discovered at', 'auth type'].filter((one) => headings.includes(one))
      .length >= 2
  );
};

const exposures: Readonly<Record<string, Exposure>> = {
  public: 'public',
  private: 'internal',
  partner: 'partner',
};

/** Akto's names of what it takes for a parameter. */
const typed =
  /^(?:INTEGER|FLOAT|STRING|UUID|OBJECT_ID|EMAIL|URL|DATE|BOOLEAN|LOCALE|VERSIONED|[A-Z]+_[A-Z_]+)$/;

const templateIn = (path: string): string =>
  templateOf(
    path
      .split('/')
      .map((segment) => (typed.test(segment) ? '{id}' : segment))
      .join('/'),
  );

interface Endpoint {
  readonly route: ImportedRoute;
  readonly exposure?: Exposure;
}

const endpointOf = (
  { values, line }: AktoRow,
  file: string,
  context: ImportContext,
): Endpoint | undefined => {
  const cell = (heading: string): string => (values.get(heading) ?? '-').replace(/^-$/, '');
  const written = /^(?:([A-Z]+) )?(.+)$/.exec(cell('endpoint'));
  const place = placeOf(written?.[2] ?? '', context);
  const method = cell('method').toUpperCase() || (written?.[1] ?? '');
  if (!place || method === '') return undefined;
  const host = hostOf(cell('hostname')) ?? place.host;
  const exposure = exposures[cell('access type').toLowerCase()];
  return {
    route: {
      method: method === 'OTHER' ? 'ANY' : method,
      template: templateIn(place.path),
      ...(host ? { host } : {}),
      pointer: `${file}:${line}`,
      controls: [],
    },
    ...(exposure ? { exposure } : {}),
  };
};

const apisOf = (endpoints: readonly Endpoint[], file: string): readonly ImportedApi[] =>
  [...Map.groupBy(endpoints, ({ route }) => route.host ?? '')].map(([host, found]) => {
    const seen = new Set(found.map(({ exposure }) => exposure));
    const [exposure] = seen;
    return {
      name: host || (file.split('/').at(-1) ?? file).replace(/\.csv$/i, ''),
      style: 'REST',
      locator: file,
      routes: found.map(({ route }) => route),
      ...(seen.size === 1 && exposure ? { exposure } : {}),
    };
  });

const shown = 20;

const rejections = (lines: readonly number[], file: string): readonly InputProblem[] => {
  const fix = 'Export the collection as OpenAPI, which has no such doubt.';
  const message = 'The row can be read in several ways or in none, because its commas are not quoted.';
  const problems = lines.slice(0, shown).map((line): InputProblem => ({ file, line, message, fix }));
  const more = lines.length - problems.length;
  return more > 0
    ? [...problems, { file, message: `${more} more rows were left out for that.`, fix }]
    : problems;
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isAkto, 'an Akto export');
  const problems: InputProblem[] = [...mine.problems];
  const apis = mine.files.flatMap((file) => {
    const { rows, rejected, problems: refused } = aktoRows(textOfMember(file), file.name);
    problems.push(...refused);
    const endpoints = rows.map((row) => ({ row, endpoint: endpointOf(row, file.name, context) }));
    const unread = endpoints.flatMap(({ row, endpoint }) => (endpoint ? [] : [row.line]));
    problems.push(
      ...rejections(
        [...rejected, ...unread].sort((a, b) => a - b),
        file.name,
      ),
    );
    return apisOf(
      endpoints.flatMap(({ endpoint }) => endpoint ?? []),
      file.name,
    );
  });
  return {
    format: 'Akto export',
    apis,
    consumers: [],
    settings: [],
    visibility: reaches('Mirrored traffic', 'The export holds what was called while traffic was mirrored.'),
    problems,
  };
};

/** The CSV export of Akto's inventory, which joins cells with commas and never quotes them. */
export const aktoImporter: Importer = {
  id: 'akto',
  source: 'akto',
  title: 'Akto export',
  howTo: 'Open the collection and choose More actions › Export as CSV; the OpenAPI export is safer.',
  detect: (files) => detectKind(files, isAkto, 'Akto export'),
  parse,
};
