import type { EndpointState } from '../../../core/inventory/api-record.ts';
import type { CatalogueIndexRow } from '../../../core/inventory/catalogue-index.ts';
import {
  type CatalogueFilter,
  type CatalogueFindings,
  type Facet,
  orderNames,
} from '../../../core/inventory/catalogue-search.ts';
import type { EvidenceSource } from '../../../core/inventory/evidence-sources.ts';
import { sourceKind } from '../../../core/inventory/evidence-sources.ts';
import type { Cycle } from '../../../core/ports.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { known } from '../../../core/presentation/components/facts.ts';
import { selectField } from '../../../core/presentation/components/field.ts';
import { emptyState, notice } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { address, counted, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { endpointBadge, gradeTone, tierBadge, verdictBadge } from '../../../core/presentation/states.ts';
import { surenessWord } from '../../../core/presentation/sureness.ts';
import type { Session } from '../ports.ts';
import { catalogueAddress } from './catalogue-address.ts';
import { exportLinks } from './export-links.ts';
import { portalPage } from './shell.ts';

export interface CataloguePageInput {
  readonly total: number;
  readonly findings: CatalogueFindings;
  readonly filter: CatalogueFilter;
  readonly cycle: Cycle | undefined;
  readonly session: Session;
}

const facetLabels: Readonly<Record<Facet, string>> = {
  state: 'Endpoint state',
  verdict: 'Verdict',
  tier: 'Tier',
  gateway: 'Gateway',
  owner: 'Owner',
  partner: 'Partner',
  only: 'Only those',
};

const valueLabel = (facet: Facet, value: string): string => {
  if (facet === 'gateway') return value === 'none' ? 'no gateway' : sourceKind(value as EvidenceSource).title;
  if (facet === 'tier') return value.toLowerCase();
  if (facet === 'only')
    return (
      { conflicts: 'with conflicts', unowned: 'without an owner', stale: 'partly stale' }[value] ?? value
    );
  return value;
};

/** A list of choices stays short enough to be read; what is chosen is always in it. */
const choicesShown = 40;

const facetField = (facet: Facet, { findings, filter }: CataloguePageInput): Html => {
  const chosen = filter.chosen[facet] ?? '';
  const counts = findings.counts[facet];
  const shown = counts.filter(([value], index) => index < choicesShown || value === chosen);
  const hasChosen = chosen === '' || shown.some(([value]) => value === chosen);
  return selectField(
    facet,
    facetLabels[facet],
    [
      { value: '', label: 'all' },
      ...shown.map(([value, count]) => ({ value, label: `${valueLabel(facet, value)} (${count})` })),
      ...(hasChosen ? [] : [{ value: chosen, label: `${chosen.slice(0, 40)} (0)` }]),
    ],
    chosen,
    { kind: 'narrow' },
  );
};

const orderLabels = {
  name: 'name',
  tier: 'tier, highest first',
  requests: 'requests, most first',
  conflicts: 'conflicts, most first',
  confidence: 'least sure first',
} as const;

const filters = (input: CataloguePageInput): Html => {
  const { filter } = input;
  return html`<form method="get" action="/catalogue" role="search" class="filters">
<div class="field wide"><label for="q">Name, host, path, owner or partner</label><input type="search" id="q" name="q" value="${filter.text}" maxlength="100"></div>
${(Object.keys(facetLabels) as Facet[]).map((facet) => facetField(facet, input))}
${selectField(
  'order',
  'Order by',
  orderNames.map((value) => ({ value, label: orderLabels[value] })),
  filter.order,
  { kind: 'narrow' },
)}
<button>Filter</button>
</form>`;
};

const told: readonly EndpointState[] = ['shadow', 'bypass', 'zombie', 'undocumented'];

const endpoints = ({ endpoints: count, states }: CatalogueIndexRow): Html =>
  html`${count}${told.map((state) => (states[state] ? html` ${endpointBadge(state, states[state])}` : none))}`;

const why = ({ reason, conflicts, stale }: CatalogueIndexRow): Html =>
  html`${reason ?? html`<span class="muted">not judged yet</span>`}${
    conflicts > 0 || stale
      ? html`<p class="row">${conflicts > 0 ? badge(counted(conflicts, 'conflict'), 'warn') : none}${stale ? badge('partly stale', 'warn') : none}</p>`
      : none
  }`;

const pager = ({ findings, filter }: CataloguePageInput): Html => {
  const { page, pages } = findings;
  if (pages === 1) return none;
  const link = (to: number, label: string): Html =>
    html`<a href="${catalogueAddress({ ...filter, page: to })}">${label}</a>`;
  return html`<nav class="pager" aria-label="Pages"><span>${page > 1 ? link(page - 1, 'Previous page') : none}</span><span class="muted">Page ${page} of ${pages}</span><span>${page < pages ? link(page + 1, 'Next page') : none}</span></nav>`;
};

const found = (input: CataloguePageInput): Html => {
  const { total, findings } = input;
  if (findings.matching === 0)
    return emptyState(
      total === 0
        ? 'No API is known yet. The first governance cycle fills the catalogue.'
        : 'No API matches. Take a filter away to see more.',
    );
  return html`${table<CatalogueIndexRow>(
    `${findings.matching} of ${counted(total, 'API')}`,
    [
      {
        label: 'API',
        cell: ({ apiId, name, hosts }) =>
          html`<a href="/catalogue/${apiId}">${name}</a>${hosts[0] ? html`<small class="muted">${hosts[0]}${hosts.length > 1 ? ` and ${hosts.length - 1} more` : ''}</small>` : none}`,
      },
      {
        label: 'Verdict',
        cell: ({ verdict, tier }) =>
          html`<div>${verdictBadge(verdict)}</div>${tier ? html`<div>${tierBadge(tier)}</div>` : none}`,
      },
      {
        label: 'Owner',
        cell: ({ owner, unowned }) =>
          html`${known(owner && address(owner))}${unowned ? html`<div>${badge('unowned', 'bad')}</div>` : none}`,
      },
      {
        label: 'Document',
        cell: ({ documentation }) =>
          documentation
            ? badge(`${documentation.score} ${documentation.grade}`, gradeTone(documentation.grade))
            : html`<span class="muted">not scored</span>`,
      },
      { label: 'Endpoints', cell: endpoints },
      {
        label: 'How sure',
        cell: ({ confidence }) =>
          html`${confidence.toFixed(2)}<small class="muted">${surenessWord(confidence)}</small>`,
      },
      { label: 'Why', kind: 'prose', cell: why },
    ],
    findings.rows,
  )}${pager(input)}`;
};

/** The catalogue as a list, narrowed by an ordinary form. */
export const cataloguePage = (input: CataloguePageInput): string => {
  const { total, cycle, session } = input;
  return portalPage(
    'Catalogue',
    html`<div class="head"><h1>Catalogue</h1>
<p class="lead">${counted(total, 'API')}${cycle ? html`, as of the cycle of ${time(cycle.startedAt)}` : none}.</p></div>
${
  cycle?.state === 'FAILED'
    ? notice(
        'bad',
        html`<p><b>The last cycle did not finish.</b> What you see is as far as it came.</p>`,
        cycle.problems.slice(0, 5).map(({ file, message, fix }) => html`<p>${file}: ${message} ${fix}</p>`),
      )
    : none
}
${filters(input)}
${found(input)}
${total > 0 ? exportLinks() : none}`,
    session,
    '/catalogue',
  );
};
