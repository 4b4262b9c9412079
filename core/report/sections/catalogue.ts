import type { ApiRecord, EndpointRecord, EndpointState } from '../../inventory/api-record.ts';
import { badge } from '../../presentation/components/badge.ts';
import { known } from '../../presentation/components/facts.ts';
import { emptyState } from '../../presentation/components/notice.ts';
import { table } from '../../presentation/components/table.ts';
import { address, counted, path } from '../../presentation/components/text.ts';
import { type Html, html } from '../../presentation/html.ts';
import { day } from '../../presentation/moment.ts';
import { endpointBadge, gradeTone, verdictBadge } from '../../presentation/states.ts';
import type { GovernanceState } from '../governance-state.ts';

const worstFirst: readonly EndpointState[] = [
  'shadow',
  'bypass',
  'zombie',
  'undocumented',
  'drifted',
  'stranded',
  'orphan',
  'managed',
];

const placement = ({ gateway, hosts }: ApiRecord): Html =>
  gateway
    ? html`${gateway.kind} API <code>${gateway.gatewayId}</code>${gateway.domains.map(({ domainName, basePath }) => html`<br>${domainName}${basePath === '(none)' ? '' : `/${basePath}`}`)}`
    : html`not on the gateway${hosts.map((host) => html`<br>${host}`)}`;

/** How many endpoints are in each state, the worst first. */
const stateCounts = ({ endpoints }: ApiRecord): Html[] =>
  worstFirst.flatMap((state) => {
    const count = endpoints.filter((endpoint) => endpoint.state === state).length;
    return count > 0 ? [endpointBadge(state, count)] : [];
  });

const endpointTable = (record: ApiRecord): Html =>
  table<EndpointRecord>(
    `Endpoints of ${record.name.value}, the worst state first`,
    [
      { label: 'Endpoint', cell: ({ method, template }) => path(`${method} ${template}`) },
      { label: 'State', cell: ({ state }) => endpointBadge(state) },
      { label: 'Requests', kind: 'number', cell: ({ requests }) => requests.toLocaleString('en-GB') },
      { label: 'Callers', kind: 'number', cell: ({ principals }) => principals },
      { label: 'Last seen', cell: ({ lastSeen }) => (lastSeen ? day(lastSeen) : 'not in the logs') },
    ],
    record.endpoints.toSorted(
      (a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state) || b.requests - a.requests,
    ),
  );

const worstFirstApis = (apis: GovernanceState['apis']): GovernanceState['apis'] => {
  const worst = ({ endpoints }: ApiRecord): number =>
    Math.min(worstFirst.length, ...endpoints.map(({ state }) => worstFirst.indexOf(state)));
  return apis.toSorted((a, b) => worst(a.record) - worst(b.record));
};

const endpoints = (record: ApiRecord): Html => html`<details>
<summary>${record.name.value}: ${counted(record.endpoints.length, 'endpoint')} ${stateCounts(record)}</summary>
${record.endpoints.length > 0 ? endpointTable(record) : emptyState('No endpoint of it is known: no document, no gateway configuration, no traffic.')}</details>`;

/** Every API with its owner, place, score and verdict, then the endpoints, shadow first. */
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
          { label: 'Owner', cell: ({ record }) => known(record.owner && address(record.owner.value)) },
          {
            label: 'Data, exposure',
            cell: ({ record }) =>
              html`${known(record.dataClass?.value)},<br>${known(record.exposure?.value)}`,
          },
          { label: 'Where', cell: ({ record }) => placement(record) },
          {
            label: 'Document',
            cell: ({ documentation }) =>
              documentation
                ? badge(`${documentation.score} ${documentation.grade}`, gradeTone(documentation.grade))
                : html`<span class="muted">not scored</span>`,
          },
          {
            label: 'Why',
            kind: 'prose',
            cell: ({ triage }) =>
              triage
                ? triage.reasons.slice(0, 3).map((reason) => html`<p>${reason}</p>`)
                : html`<span class="muted">not judged yet</span>`,
          },
        ],
        apis,
      )}
<h3>Endpoints</h3>
${worstFirstApis(apis).map(({ record }) => endpoints(record))}`
}
</section>`;
