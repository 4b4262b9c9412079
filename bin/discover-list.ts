import { collectors } from '../core/inventory/collectors/registry.ts';
import { importers } from '../core/inventory/importers/registry.ts';
import { type OutputOptions, painter } from './output.ts';
import { terminalWidth, wrapped } from './printable.ts';

const entry = (
  id: string,
  texts: readonly string[],
  column: number,
  width: number,
  paint: (id: string) => string,
): readonly string[] => {
  const indent = ' '.repeat(column);
  const lines = texts.flatMap((text) => wrapped(text, width, indent));
  const [first = indent, ...others] = lines;
  return [`  ${paint(id.padEnd(column - 2))}${first.slice(column)}`, ...others];
};

/** Every source: what of an account can be read, and which artefacts are read and how to get them. */
export const sourceList = (options: OutputOptions): string => {
  const paint = painter(options);
  const width = terminalWidth();
  const column = Math.max(...[...collectors, ...importers].map(({ id }) => id.length)) + 4;
  const id = (text: string) => paint('cyan', text);
  return `${[
    'Read from the account of the current AWS environment',
    ...collectors.flatMap((one) => entry(one.id, [`${one.title}. ${one.shows}`], column, width, id)),
    '',
    'Read from what is handed in with --import',
    ...importers.flatMap((one) => entry(one.id, [`${one.title}. ${one.howTo}`], column, width, id)),
  ].join('\n')}\n`;
};

/** The same for machines. */
export const sourceListJson = () => ({
  schemaVersion: 1,
  collectors: collectors.map(({ id, title, scope, actions, shows }) => ({
    id,
    title,
    scope,
    actions,
    shows,
  })),
  importers: importers.map(({ id, title, howTo }) => ({ id, title, howTo })),
});
