import { facts, figures, notice, shareBar } from '../../presentation/components.ts';
import { type Html, html, none } from '../../presentation/html.ts';
import { moment } from '../../presentation/moment.ts';
import type { GovernanceState } from '../governance-state.ts';
import { summarise } from '../summary.ts';

/** The head of the report: six numbers with their meaning, the verdicts as one bar, and the cycle they are of. */
export const overview = (state: GovernanceState): Html => {
  const summary = summarise(state);
  const { cycle } = state;
  return html`
<p class="eyebrow">Governance report</p>
<h1>What runs, what conforms, what was decided</h1>
<p class="lead">Read ${moment(state.readAt)}. Unknown is shown as unknown, never as fine.</p>
${cycle?.state === 'FAILED' ? notice('bad', html`<p><b>The cycle did not finish.</b> What follows is as far as it came.</p>`) : none}
${cycle ? none : notice('warn', html`<p>No cycle has run yet. Start one with <code>npx gatehouse cycle --watch</code>.</p>`)}
${figures([
  { value: summary.apisFound, label: 'APIs found', meaning: `with ${summary.endpoints} endpoints` },
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
  { value: summary.conforming, label: 'conforming APIs', meaning: 'may go onto the hardened gateway' },
  {
    value: summary.reviewsDecided,
    label: 'reviews decided',
    meaning: `${summary.reviewsOpen} still wait for a person`,
  },
  {
    value: summary.migrationsVerified,
    label: 'migrated and verified',
    meaning: 'proven by probes before and after',
  },
])}
${shareBar('Verdicts', [
  { label: 'conforming', value: summary.conforming, tone: 'good' },
  { label: 'nonconforming', value: summary.nonconforming, tone: 'bad' },
  { label: 'unknown', value: summary.unknown, tone: 'warn' },
])}
${
  cycle
    ? facts([
        ['Cycle', html`<code>${cycle.cycleId}</code>`],
        ['Started', `${moment(cycle.startedAt)}, by a ${cycle.trigger}`],
        ['Ended', cycle.finishedAt ? moment(cycle.finishedAt) : 'still running'],
        [
          'Input that could not be read',
          summary.inputProblems === 0
            ? 'none'
            : html`<a href="#problems">${summary.inputProblems} places</a>`,
        ],
      ])
    : none
}`;
};
