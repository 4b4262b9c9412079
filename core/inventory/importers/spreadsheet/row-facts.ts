import type { ImportContext, ImportedApi } from '../importer.ts';
import { neutral } from '../neutral-text.ts';
import { placeOf } from '../place.ts';
import { dataClassNamed, dayIn, environmentIn, exposureNamed, lifecycleIn } from './cells.ts';
import type { Field } from './columns.ts';
import type { Cells } from './row-cells.ts';
import type { SayUnknown } from './unknown-words.ts';

const listIn = (cell: string): readonly string[] =>
  cell
    .split(/[;,\n|]/)
    .map(neutral)
    .filter((name) => name !== '');

/** What a row says of its API besides where it is. */
export type Facts = Omit<ImportedApi, 'name' | 'style' | 'routes' | 'locator'>;

export const factsOf = (
  cells: Cells,
  line: number,
  sayUnknown: SayUnknown,
  context: ImportContext,
): Facts => {
  const known = <T>(field: Field, read: (cell: string) => T | undefined, fix: string): T | undefined => {
    const cell = neutral(cells(field));
    if (cell === '') return undefined;
    const value = read(cell);
    if (value === undefined) sayUnknown(line, field, cell, fix);
    return value;
  };
  const exposure = known('exposure', exposureNamed, 'Write internal, partner or public.');
  const dataClass = known('dataClass', dataClassNamed, 'Write public, internal, confidential or secret.');
  const lifecycle = known('lifecycle', lifecycleIn, 'Write proposed, active, deprecated, sunset or retired.');
  const environment = known('environment', environmentIn, 'Write production, staging, test or development.');
  const observedAt = known('lastSeen', dayIn, 'Write the day as 2026-01-31.');
  const backend = placeOf(cells('backend'), context);
  const [owner, version, purpose] = [
    neutral(cells('owner')),
    neutral(cells('version')),
    neutral(cells('purpose')),
  ];
  const partners = listIn(cells('partners'));
  return {
    ...(owner ? { owner } : {}),
    ...(version ? { version } : {}),
    ...(purpose ? { purpose } : {}),
    ...(exposure ? { exposure } : {}),
    ...(dataClass ? { dataClass } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(environment ? { environment } : {}),
    ...(observedAt ? { observedAt } : {}),
    ...(partners.length ? { partners } : {}),
    ...(backend?.host ? { leadsTo: [`host:${backend.host}${backend.path.replace(/\/$/, '')}`] } : {}),
  };
};
