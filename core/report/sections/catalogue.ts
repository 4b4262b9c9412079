import type { ApiRecord, EndpointRecord, EndpointState } from '../../inventory/api-record.ts';
import { badge, emptyState, table } from '../../presentation/components.ts';
import { type Html, html, none } from '../../presentation/html.ts';
import { endpointBadge, gradeTone, verdictBadge } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';

const worstFirst: readonly EndpointState[] = [
  'shadow',
  'bypass',
  'undocumented',
  'stranded',
  'orphan',
  'managed',
];

const placement = ({ gateway, hosts }: ApiRecord): string =>
  gateway
    ? `${gateway.kind} API ${gateway.gatewayId}${gateway.domains.map(({ domainName, basePath }) => `, ${domainName}${basePath === '(none)' ? '' : `/${basePath}`}`).join('')}`
    : `not on the gateway${hosts.length > 0 ? `: ${hosts.join(', ')}` : ''}`;

const known = (value: string | undefined): Html | string => value ?? html`<span class="muted">unknown</span>`;

const endpointTable = (record: ApiRecord): Html =>
  table<EndpointRecord>(
    `Endpoints of ${record.name.value}`,
    [
      { label: 'Endpoint', cell: ({ method, template }) => html`<code>${method} ${template}</code>` },
      { label: 'State', cell: ({ state }) => endpointBadge(state) },
      { label: 'Requests', number: true, cell: ({ requests }) => requests },
      { label: 'Callers', number: true, cell: ({ principals }) => principals },
      { label: 'Last seen', cell: ({ lastSeen }) => lastSeen?.slice(0, 10) ?? '–' },
    ],
    record.endpoints.toSorted(
      (a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state) || b.requests - a.requests,
    ),
  );

/** Every API with its owner, place, score and verdict, then its endpoints, the worst first. */
export const catalogue = ({ apis }: GovernanceState): Html => html`<section id="catalogue">
<h2>Catalogue</h2>
${
  apis.length === 0
    ? emptyState('No API is known yet: no collector, log, document or workshop sheet names one.')
    : html`${table(
        'Every API that any source knows of',
        [
          { label: 'API', cell: ({ record }) => record.name.value },
          { label: 'Verdict', cell: ({ triage }) => verdictBadge(triage?.verdict ?? 'unknown') },
          { label: 'Owner', cell: ({ record }) => known(record.owner?.value) },
          {
            label: 'Data, exposure',
            cell: ({ record }) => html`${known(record.dataClass?.value)}, ${known(record.exposure?.value)}`,
          },
          { label: 'Where', cell: ({ record }) => placement(record) },
          {
            label: 'Document',
            cell: ({ documentation }) =>
              documentation
                ? badge(`${documentation.score} ${documentation.grade}`, gradeTone(documentation.grade))
                : known(undefined),
          },
          {
            label: 'Why, and what next',
            cell: ({ triage }) =>
              triage
                ? html`${triage.reasons.slice(0, 3).map((reason) => html`<p>${reason}</p>`)}`
                : known(undefined),
          },
        ],
        apis,
      )}
<h3>Endpoints</h3>
${apis.map(({ record }) => {
  const counted = worstFirst
    .map((state) => [state, record.endpoints.filter((endpoint) => endpoint.state === state).length] as const)
    .filter(([, count]) => count > 0);
  return html`<details${none}><summary>${record.name.value}: ${record.endpoints.length} endpoints ${counted.map(([state, count]) => html`${endpointBadge(state)} ${count} `)}</summary>
${record.endpoints.length > 0 ? endpointTable(record) : emptyState('No endpoint of it is known: no document, no gateway configuration, no traffic.')}</details>`;
})}`
}
</section>`;
