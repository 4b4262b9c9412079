import type { Migration, ProbeResult } from '../../migration/migration.ts';
import { table } from '../../presentation/components/table.ts';
import { path } from '../../presentation/components/text.ts';
import { type Html, html, none } from '../../presentation/html.ts';
import { probeBadge } from '../../presentation/states.ts';

/** One probe and what it saw before and after. */
export interface ProbePair {
  readonly probe: ProbeResult;
  readonly before: ProbeResult | undefined;
  readonly after: ProbeResult | undefined;
}

const sameProbe = (a: ProbeResult, b: ProbeResult): boolean =>
  a.probeId === b.probeId && a.method === b.method && a.path === b.path;

/** The same probe (id, method, path) before and after in one row; a probe of one side only has an empty other side. */
export const probePairs = ({
  probesBefore,
  probesAfter,
}: Pick<Migration, 'probesBefore' | 'probesAfter'>): ProbePair[] => [
  ...probesAfter.map((after) => ({
    probe: after,
    before: probesBefore.find((before) => sameProbe(before, after)),
    after,
  })),
  ...probesBefore
    .filter((before) => !probesAfter.some((after) => sameProbe(before, after)))
    .map((before) => ({ probe: before, before, after: undefined })),
];

const isMended = ({ before, after }: ProbePair): boolean =>
  before?.outcome === 'failed' && after?.outcome === 'passed';

const observed = (probe: ProbeResult | undefined): Html =>
  probe
    ? html`${probeBadge(probe.outcome)}<small class="muted">${probe.observed}</small>`
    : html`<span class="muted">not run</span>`;

const tally = (name: string, probes: readonly ProbeResult[]): string => {
  if (probes.length === 0) return `${name}: not run.`;
  const count = (outcome: ProbeResult['outcome']) =>
    probes.filter((probe) => probe.outcome === outcome).length;
  const open = count('not-provable');
  return `${name}: ${count('passed')} passed, ${count('failed')} failed${open > 0 ? `, ${open} not provable here` : ''}.`;
};

/** The probes of a migration side by side. */
export const probeComparison = (migration: Migration): Html => {
  const pairs = probePairs(migration);
  if (pairs.length === 0) return none;
  const { probesBefore, probesAfter } = migration;
  return html`<h4>The same probes before and after</h4>
<p>${tally('Before', probesBefore)} ${tally('After', probesAfter)}</p>
${table<ProbePair>(
  'Rows that failed before and pass now are marked as mended',
  [
    {
      label: 'Probe',
      cell: (pair) =>
        html`${pair.probe.probeId} · ${pair.probe.title}${isMended(pair) ? ' (mended)' : ''}<small class="muted">${path(`${pair.probe.method} ${pair.probe.path}`)}</small>`,
    },
    { label: 'Expected', cell: ({ probe }) => probe.expected },
    { label: 'Before', cell: ({ before }) => observed(before) },
    { label: 'After', cell: ({ after }) => observed(after) },
  ],
  pairs,
  { rowClass: (pair) => (isMended(pair) ? 'mended' : '') },
)}`;
};
