import type { Cycle } from '../../ports.ts';
import { funnel, shareBar } from '../../presentation/components/charts.ts';
import { factPairs } from '../../presentation/components/facts.ts';
import { figures } from '../../presentation/components/figures.ts';
import { notice } from '../../presentation/components/notice.ts';
import { counted, time } from '../../presentation/components/text.ts';
import { type Html, html, none } from '../../presentation/html.ts';
import type { GovernanceState } from '../governance-state.ts';
import { type GovernanceSummary, summarise } from '../summary.ts';

const trigger: Readonly<Record<Cycle['trigger'], string>> = {
  person: 'by a person',
  schedule: 'on schedule',
  change: 'by a change of an API',
};

const cycleFacts = (cycle: Cycle, { inputProblems }: GovernanceSummary): Html =>
  factPairs([
    ['Cycle', html`<code>${cycle.cycleId}</code>`],
    ['Started', html`${time(cycle.startedAt)}, ${trigger[cycle.trigger]}`],
    ['Ended', cycle.finishedAt ? time(cycle.finishedAt) : 'still running'],
    [
      'Input that could not be read',
      inputProblems === 0 ? 'none' : html`<a href="#problems">${counted(inputProblems, 'place')}</a>`,
    ],
  ]);

const steps = (state: GovernanceState, { apisFound, conforming }: GovernanceSummary) => {
  const verified = state.migrations.filter((migration) => migration.state === 'VERIFIED');
  return [
    { label: 'APIs found', value: apisFound },
    { label: 'with a document', value: state.apis.filter(({ record }) => record.documentKey).length },
    { label: 'conforming', value: conforming },
    { label: 'migrated and verified', value: new Set(verified.map(({ apiId }) => apiId)).size },
  ];
};

/** The head of the report: figures with their meaning, how far the APIs came, and the cycle they are of. */
export const overview = (state: GovernanceState): Html => {
  const summary = summarise(state);
  const { cycle } = state;
  return html`<div class="head"><p class="eyebrow">Governance report</p>
<h1>What runs, what conforms, what was decided</h1>
<p class="lead">Read ${time(state.readAt)}. What is unknown is shown as unknown, never as fine.</p></div>
${cycle?.state === 'FAILED' ? notice('bad', html`<p><b>The cycle did not finish.</b> What follows is as far as it came.</p>`) : none}
${cycle ? none : notice('warn', html`<p><b>No cycle has run yet.</b> Start one with <code>npx gatehouse cycle --watch</code>.</p>`)}
${figures([
  {
    value: summary.apisFound,
    label: summary.apisFound === 1 ? 'API found' : 'APIs found',
    meaning: `with ${counted(summary.endpoints, 'endpoint')}`,
  },
  {
    value: summary.shadowEndpoints,
    label: 'shadow endpoints',
    meaning: 'called, declared by nobody, behind no gateway',
  },
  {
    value: summary.undocumentedEndpoints,
    label: 'undocumented',
    meaning: 'served by a gateway, in no document',
  },
  { value: summary.conforming, label: 'conforming', meaning: 'may go onto the hardened gateway' },
  { value: summary.reviewsDecided, label: 'reviews decided', meaning: `${summary.reviewsOpen} still open` },
  {
    value: summary.migrationsVerified,
    label: 'migrated, verified',
    meaning: 'the same probes before and after',
  },
])}
${shareBar('Verdicts', [
  { label: 'conforming', value: summary.conforming, tone: 'good' },
  { label: 'nonconforming', value: summary.nonconforming, tone: 'bad' },
  { label: 'unknown', value: summary.unknown, tone: 'warn' },
])}
${funnel('How far the APIs came', steps(state, summary))}
${cycle ? cycleFacts(cycle, summary) : none}`;
};
