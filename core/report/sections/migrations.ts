import type { Migration, MigrationStep, ProbeResult } from '../../migration/migration.ts';
import { badge, emptyState, facts, notice, table } from '../../presentation/components.ts';
import { type Html, html, none } from '../../presentation/html.ts';
import { moment } from '../../presentation/moment.ts';
import { migrationBadge, probeBadge } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';

interface Pair {
  readonly probe: ProbeResult;
  readonly before: ProbeResult | undefined;
  readonly after: ProbeResult | undefined;
}

const sameProbe = (a: ProbeResult, b: ProbeResult): boolean =>
  a.probeId === b.probeId && a.method === b.method && a.path === b.path;

/** The same probe before and after, in one row. */
export const pairs = ({ probesBefore, probesAfter }: Migration): Pair[] => [
  ...probesAfter.map((after) => ({
    probe: after,
    before: probesBefore.find((before) => sameProbe(before, after)),
    after,
  })),
  ...probesBefore
    .filter((before) => !probesAfter.some((after) => sameProbe(before, after)))
    .map((before) => ({ probe: before, before, after: undefined })),
];

const observed = (probe: ProbeResult | undefined): Html =>
  probe
    ? html`${probeBadge(probe.outcome)}<br><small class="muted">${probe.observed}</small>`
    : html`<span class="muted">not run</span>`;

const one = (migration: Migration): Html => html`<article class="card">
<h3>${migration.apiName} ${migrationBadge(migration.state)}</h3>
${migration.failure ? notice(migration.state === 'COMPENSATION_FAILED' ? 'bad' : 'warn', html`<p><b>Why it ended so:</b> ${migration.failure}</p>`) : none}
${facts([
  ['Migration', html`<code>${migration.migrationId}</code>`],
  ['From', `${migration.source.gatewayId}/${migration.source.stage}`],
  [
    'To',
    migration.target ? `${migration.target.gatewayId}/${migration.target.stage}` : 'nothing was created',
  ],
  [
    'Public name',
    migration.source.domainName
      ? `${migration.source.domainName}/${migration.source.basePath ?? ''}`
      : undefined,
  ],
  ['Plan', migration.planHash ? html`<code>${migration.planHash}</code>` : 'none'],
  [
    'Ran',
    `${moment(migration.startedAt)}${migration.finishedAt ? ` to ${moment(migration.finishedAt)}` : ''}`,
  ],
])}
${
  migration.probesBefore.length + migration.probesAfter.length > 0
    ? table<Pair>(
        'The same probes on the API as it was and as it is now',
        [
          {
            label: 'Probe',
            cell: ({ probe }) =>
              html`${probe.probeId} ${probe.title}<br><small class="muted"><code>${probe.method} ${probe.path}</code></small>`,
          },
          { label: 'Before', cell: ({ before }) => observed(before) },
          { label: 'After', cell: ({ after }) => observed(after) },
          { label: 'Expected', cell: ({ probe }) => probe.expected },
        ],
        pairs(migration),
        'compare',
      )
    : none
}
<details><summary>${migration.steps.length} steps</summary>
${table<MigrationStep>(
  'Steps in the order in which they were done',
  [
    { label: 'Step', cell: ({ name }) => name },
    {
      label: 'State',
      cell: ({ state }) =>
        badge(state.toLowerCase(), state === 'DONE' ? 'good' : state === 'FAILED' ? 'bad' : 'warn'),
    },
    { label: 'When', cell: ({ at }) => moment(at) },
    { label: 'What', cell: ({ detail }) => detail },
  ],
  migration.steps,
)}</details>
</article>`;

export const migrations = (state: GovernanceState): Html => html`<section id="migrations">
<h2>Migrations</h2>
${state.migrations.length === 0 ? emptyState('No API was migrated: none is conforming with something to mend, or the migration has not started yet.') : state.migrations.map(one)}
</section>`;
