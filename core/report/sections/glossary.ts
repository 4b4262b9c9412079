import { facts } from '../../presentation/components.ts';
import { type Html, html } from '../../presentation/html.ts';
import { endpointBadge, verdictBadge } from '../../presentation/states.ts';

export const glossary = (): Html => html`<section id="words">
<h2>Words</h2>
<dl class="facts">
<dt>${verdictBadge('conforming')}</dt><dd>May go onto the hardened gateway by the bank’s policy; what still fails is mended by the migration itself.</dd>
<dt>${verdictBadge('nonconforming')}</dt><dd>Something only its owner or the risk department can settle.</dd>
<dt>${verdictBadge('unknown')}</dt><dd>The evidence does not decide it. Treated as not conforming.</dd>
<dt>${endpointBadge('shadow')}</dt><dd>Called, declared by nobody, behind no gateway.</dd>
<dt>${endpointBadge('undocumented')}</dt><dd>Served by a gateway stage, in no document.</dd>
<dt>${endpointBadge('bypass')}</dt><dd>Documented and called, but around the gateway.</dd>
<dt>${endpointBadge('orphan')}</dt><dd>Documented, and nobody called it in the time that was looked at.</dd>
<dt>${endpointBadge('stranded')}</dt><dd>Configured, but served by no stage.</dd>
<dt>${endpointBadge('managed')}</dt><dd>Documented, served by the gateway, called through it.</dd>
</dl>
${facts([
  ['Gate', 'A reason that caps a documentation score whatever else is good.'],
  [
    'Not provable here',
    'This environment cannot show the probe’s answer either way; it is never counted as passed.',
  ],
])}
</section>`;
