import type { Migration, MigrationState, MigrationStep } from '../../migration/migration.ts';
import { badge, type Tone } from '../../presentation/components/badge.ts';
import { factPairs } from '../../presentation/components/facts.ts';
import { emptyState, notice } from '../../presentation/components/notice.ts';
import { table } from '../../presentation/components/table.ts';
import { counted, time } from '../../presentation/components/text.ts';
import { type Html, html, none } from '../../presentation/html.ts';
import { migrationBadge } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';
import { probeComparison } from './probe-comparison.ts';

/** What the end of a migration means for the API. */
const meaning: Readonly<Record<MigrationState, string>> = {
  RUNNING: 'It is still at work; the source serves as before until traffic is switched.',
  VERIFIED: 'The hardened API serves the public name, and the probes below prove it.',
  REFUSED: 'Nothing was created. The source serves as before.',
  COMPENSATED: 'Everything that was done is undone. The source serves as before.',
  COMPENSATION_FAILED: 'Not everything could be undone. A person has to look; see docs/runbook.md.',
};

const stepTone: Readonly<Record<MigrationStep['state'], Tone>> = {
  DONE: 'good',
  FAILED: 'bad',
  UNDONE: 'warn',
};

const placeOf = ({ source }: Migration): string | undefined =>
  source.domainName &&
  `${source.domainName}${!source.basePath || source.basePath === '(none)' ? '' : `/${source.basePath}`}`;

const steps = ({
  steps: done,
}: Migration): Html => html`<details><summary>${counted(done.length, 'step')}</summary>
${table<MigrationStep>(
  'In the order in which they were done',
  [
    { label: 'Step', cell: ({ name }) => name },
    { label: 'State', cell: ({ state }) => badge(state.toLowerCase(), stepTone[state]) },
    { label: 'When', cell: ({ at }) => time(at) },
    { label: 'What', cell: ({ detail }) => detail },
  ],
  done,
)}</details>`;

const one = (migration: Migration): Html => {
  const { apiName, state, failure, source, target, planHash, startedAt, finishedAt } = migration;
  const why = failure ? html`<p><b>Why:</b> ${failure}</p>` : none;
  return html`<article class="card" id="${migration.migrationId}">
<h3 class="row">${apiName} ${migrationBadge(state)}</h3>
${
  state === 'VERIFIED' || state === 'RUNNING'
    ? html`<p>${meaning[state]}</p>${why}`
    : notice(state === 'COMPENSATION_FAILED' ? 'bad' : 'warn', why, html`<p>${meaning[state]}</p>`)
}
${probeComparison(migration)}
${factPairs([
  ['Public name', placeOf(migration)],
  ['From', html`<code>${source.gatewayId}/${source.stage}</code>`],
  ['To', target ? html`<code>${target.gatewayId}/${target.stage}</code>` : 'nothing was created'],
  ['Started', time(startedAt)],
  ['Ended', finishedAt ? time(finishedAt) : 'still running'],
  ['Migration', html`<code>${migration.migrationId}</code>`],
  ['Plan (SHA-256)', planHash ? html`<code>${planHash}</code>` : 'none was made'],
])}
${migration.steps.length > 0 ? steps(migration) : none}
</article>`;
};

/** Every migration with its probes before and after, its steps, and why it ended as it did. */
export const migrations = (state: GovernanceState): Html => html`<section id="migrations">
<h2>Migrations</h2>
${state.migrations.length === 0 ? emptyState('No API was migrated: none conforms with something to mend, or none has started yet.') : state.migrations.map(one)}
</section>`;
