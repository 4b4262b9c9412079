import type { InferredEndpoint } from '../core/traffic/inference/inference.ts';
import { endpointKey, type ReportedEndpoint, type TrafficReport } from '../core/traffic/traffic-report.ts';
import { type OutputOptions, painter } from './output.ts';
import { printable, terminalWidth, wrapped } from './printable.ts';
import { type Column, textTable } from './text-table.ts';

const colours = { shadow: 'red', undocumented: 'yellow', zombie: 'yellow', managed: 'green' } as const;

const columns: readonly Column<ReportedEndpoint>[] = [
  { title: 'STATE', cell: ({ state }) => state, weight: 0 },
  { title: 'METHOD', cell: ({ method }) => method, weight: 0 },
  { title: 'ENDPOINT', cell: ({ template }) => template, weight: 1 },
  { title: 'REQUESTS', cell: ({ support }) => String(support.requests), align: 'right', weight: 0 },
  { title: 'CALLERS', cell: ({ support }) => String(support.principals), align: 'right', weight: 0 },
  { title: 'SURE', cell: ({ confidence }) => `${Math.round(100 * confidence)} %`, align: 'right', weight: 0 },
  { title: 'SEEN', cell: ({ lastSeen = '' }) => lastSeen.slice(5, 10), weight: 0 },
];

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;

const summary = ({ endpoints, stats }: TrafficReport): string => {
  const states = Map.groupBy(endpoints, ({ state }) => state);
  const parts = (['shadow', 'undocumented', 'zombie', 'managed'] as const).flatMap((state) => {
    const found = states.get(state)?.length ?? 0;
    return found > 0 ? [`${found} ${state}`] : [];
  });
  return `${count(endpoints.length, 'endpoint')}${parts.length > 0 ? ` (${parts.join(', ')})` : ''} in ${count(stats.lines, 'line')}, ${count(stats.unparsed, 'line')} unreadable; ${count(stats.linesPerSecond, 'line')} a second, ${stats.peakRssMb} MB at most.`;
};

export const trafficText = (report: TrafficReport, options: OutputOptions): string => {
  const paint = painter(options);
  const width = terminalWidth();
  const lines: string[] = [];
  for (const [host, own] of Map.groupBy(report.endpoints, (one) => one.host))
    lines.push(
      paint('cyan', printable(host || '(no host in the log)')),
      ...textTable(own, columns, width, (text, row, title) => {
        if (!row) return paint('gray', text);
        return title === 'STATE' ? paint(colours[row.state], text) : text;
      }),
      '',
    );
  const data = report.endpoints.filter((one) => one.data.length > 0);
  for (const one of data) {
    const kinds = [...new Set(one.data.map(({ type, sample }) => `${type} ${sample}`))]
      .slice(0, 4)
      .join(', ');
    lines.push(...wrapped(`Personal data in the path of ${endpointKey(one)}: ${kinds}.`, width));
  }
  for (const one of report.ambiguous)
    lines.push(
      ...wrapped(
        `Ambiguous: ${one.siblings} siblings under ${one.host}${one.under || '/'} were taken for ${one.assumed === 'parameter' ? 'values of one parameter' : 'resources of their own'}; a document would settle it.`,
        width,
      ),
    );
  for (const one of report.listeners)
    lines.push(
      `Listens, and no log shows its requests: ${printable(one.host)} port ${one.port} (${count(one.connections, 'connection')}).`,
    );
  if (data.length + report.ambiguous.length + report.listeners.length > 0) lines.push('');
  lines.push(...wrapped(summary(report), width));
  return `${lines.join('\n')}\n`;
};

/** Why an endpoint has this template. */
export const explanationText = (
  endpoint: ReportedEndpoint,
  inferred: InferredEndpoint | undefined,
  options: OutputOptions,
): string => {
  const paint = painter(options);
  const width = terminalWidth();
  const lines = [paint('cyan', printable(endpointKey(endpoint)))];
  const say = (text: string): void => {
    lines.push(...wrapped(text, width, '  '));
  };
  say(
    `${endpoint.state}, ${Math.round(100 * endpoint.confidence)} % sure; ${count(endpoint.support.requests, 'request')} of ${count(endpoint.support.principals, 'caller')}.`,
  );
  const { basis, verdict, credentials, share } = endpoint.authentication;
  say(
    basis === 'none'
      ? 'Nothing in these logs shows how callers are identified.'
      : `Authentication ${verdict}, by ${basis}${credentials.length > 0 ? ` (${credentials.join(', ')})` : ''}: ${Math.round(100 * share)} %.`,
  );
  if (!inferred) {
    say(
      endpoint.documented
        ? 'The template stands in a document: it was matched, not inferred.'
        : 'The gateway logged the route it chose: the template is its own.',
    );
    return `${lines.join('\n')}\n`;
  }
  const { decisions, weakest } = inferred.explanation;
  if (decisions.length === 0) say('The path holds no value and had no siblings to be compared with.');
  for (const [index, decision] of decisions.entries()) {
    const reason = {
      form: 'by the form of its values',
      declaration: 'declared',
      siblings: `beside ${count(decision.siblings, 'sibling')}`,
    }[decision.by];
    const examples = decision.examples.length > 0 ? `; like ${decision.examples.join(', ')}` : '';
    const mark = index === weakest ? ' ← the weakest decision' : '';
    say(
      `${decision.place}: ${decision.outcome}, ${reason}, ${Math.round(100 * decision.certainty)} % sure${examples}${mark}`,
    );
  }
  return `${lines.join('\n')}\n`;
};
