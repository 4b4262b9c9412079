import { facts } from '../../presentation/components/facts.ts';
import { type Html, html } from '../../presentation/html.ts';
import {
  endpointBadge,
  migrationBadge,
  probeBadge,
  reviewBadge,
  verdictBadge,
} from '../../presentation/states.ts';

/** What each word of the report means. */
export const glossary = (): Html => html`<section id="words">
<h2>Words</h2>
${facts([
  [
    verdictBadge('conforming'),
    'May go onto the hardened gateway by the bank’s policy; what still fails is mended by the migration itself.',
  ],
  [verdictBadge('nonconforming'), 'Something only its owner or the risk department can settle.'],
  [verdictBadge('unknown'), 'The evidence does not decide it. Treated as not conforming.'],
  [endpointBadge('shadow'), 'Called, declared by nobody, behind no gateway.'],
  [endpointBadge('bypass'), 'Documented and called, but around the gateway.'],
  [endpointBadge('undocumented'), 'Served by a gateway stage, in no document.'],
  [endpointBadge('stranded'), 'Configured, but served by no stage.'],
  [endpointBadge('orphan'), 'Documented, and nobody called it in the time that was looked at.'],
  [endpointBadge('managed'), 'Documented, served by the gateway, called through it.'],
  [
    reviewBadge('CONDITIONAL'),
    'Every alternate measure has to be proven before the exception becomes active.',
  ],
  [reviewBadge('LAPSED'), 'Nobody decided in time. Nothing is ever approved by time.'],
  [migrationBadge('COMPENSATED'), 'Everything that the migration did is undone; the source is as it was.'],
  [
    probeBadge('not-provable'),
    'This environment cannot show the probe’s answer either way; it is never counted as passed.',
  ],
  ['Gate', 'A reason that caps a documentation score whatever else is good.'],
])}
</section>`;
