import type { ApiRecord, EndpointRecord, EndpointState } from '../../../core/inventory/api-record.ts';
import { emptyState } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { counted, path, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { endpointBadge } from '../../../core/presentation/states.ts';

/** More endpoints than this are found by their state. */
const endpointsShown = 200;

/** The endpoints, narrowed to one state by ordinary links. */
export const endpointList = (record: ApiRecord, state: string | undefined): Html => {
  const { apiId, endpoints } = record;
  if (endpoints.length === 0) return emptyState('No source names an endpoint of this API.');
  const byState = [...Map.groupBy(endpoints, (endpoint) => endpoint.state)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const chosen = byState.find(([name]) => name === state)?.[0];
  const found = chosen ? endpoints.filter((endpoint) => endpoint.state === chosen) : endpoints;
  const shown = found.slice(0, endpointsShown);
  const link = (to: EndpointState | undefined, label: Html | string): Html =>
    html`<a href="/catalogue/${apiId}${to ? `?state=${to}` : ''}#endpoints"${to === chosen ? html` aria-current="true"` : none}>${label}</a>`;
  return html`<nav class="row" aria-label="Endpoints by state">${link(undefined, `all ${endpoints.length}`)}${byState.map(([name, of]) => link(name, endpointBadge(name, of.length)))}</nav>
${table<EndpointRecord>(
  `${counted(found.length, 'endpoint')}${shown.length < found.length ? `, the first ${shown.length} of them` : ''}`,
  [
    { label: 'Endpoint', cell: ({ method, template }) => html`<b>${method}</b> ${path(template)}` },
    { label: 'State', cell: (endpoint) => endpointBadge(endpoint.state) },
    {
      label: 'Documented',
      cell: ({ documented, drift = [], deprecated }) =>
        html`${documented ? 'yes' : 'no'}${deprecated ? html`<small class="muted">deprecated</small>` : none}${drift.map((one) => html`<small class="muted">${one}</small>`)}`,
    },
    { label: 'On the gateway', cell: ({ onGateway }) => (onGateway ? 'yes' : 'no') },
    {
      label: 'Requests',
      kind: 'number',
      cell: ({ requests, principals }) =>
        html`${requests.toLocaleString('en-GB')}${requests > 0 ? html`<small class="muted">${counted(principals, 'caller')}</small>` : none}`,
    },
    {
      label: 'Last seen',
      cell: ({ lastSeen }) => (lastSeen ? time(lastSeen) : html`<span class="muted">never</span>`),
    },
  ],
  shown,
)}`;
};
