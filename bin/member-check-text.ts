import type { CheckRow, CheckState } from './member-check.ts';
import { type OutputOptions, painter } from './output.ts';

const marks = { works: '✓', denied: '✗', 'not-here': '–', failed: '!' } as const;
const colours = { works: 'green', denied: 'red', 'not-here': 'gray', failed: 'yellow' } as const;

const said = (row: CheckRow): readonly string[] => {
  switch (row.state) {
    case 'works':
      return [row.unused.length === 0 ? 'works' : `works (${row.unused.length} of its rights untried)`];
    case 'not-here':
      return ['this Region has no such service'];
    case 'denied':
      return row.missing.length > 0
        ? row.missing.map((right, index) => `${index === 0 ? 'lacks' : '     '} ${right}`)
        : ['was refused'];
    case 'failed':
      return row.failures.map((failure) => {
        const [reason = '', call = ''] = failure.split(' ');
        return `${call} did not work (${reason.toLowerCase().replaceAll('_', ' ')})`;
      });
  }
};

const count = (rows: readonly CheckRow[], state: CheckState): number =>
  rows.filter((row) => row.state === state).length;

/** The table of a check for a person: what works, what is missing, and what is therefore not seen. */
export const checkText = (
  account: string,
  through: string,
  rows: readonly CheckRow[],
  options: OutputOptions,
): string => {
  const paint = painter(options);
  const width = Math.max(...rows.map(({ title }) => title.length)) + 2;
  const lines: string[] = [`Account ${account}, through ${through}`];
  for (const [region, own] of Map.groupBy(rows, (row) => row.region)) {
    lines.push('', region === 'global' ? 'Global services' : region);
    for (const row of own) {
      const [first = '', ...more] = said(row);
      lines.push(
        `  ${paint(colours[row.state], marks[row.state])} ${row.title.padEnd(width)}${paint(colours[row.state], first)}`,
      );
      const indent = ' '.repeat(width + 4);
      for (const line of more) lines.push(`${indent}${paint(colours[row.state], line)}`);
      if (row.notSeen) lines.push(`    ${paint('gray', `Not seen: ${row.notSeen}`)}`);
    }
  }
  const here = rows.length - count(rows, 'not-here');
  lines.push('', `${count(rows, 'works')} of ${here} collectors work.`);
  if (count(rows, 'denied') > 0)
    lines.push(
      'Rights that are missing: update the stack GatehouseMember (gatehouse member onboard).',
      'Where the stack is up to date, a policy of the organization denies them.',
    );
  if (count(rows, 'failed') > 0)
    lines.push('What did not work says nothing of the rights: check again later.');
  return `${lines.join('\n')}\n`;
};
