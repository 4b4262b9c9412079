import type { CareReport } from '../../../core/attestation/care.ts';
import { auditResult, type InventoryAudit } from '../../../core/inventory/audit/audit.ts';
import type { DiscoveryOverview } from '../../../core/inventory/catalogue-overview.ts';
import { type CoverageRow, coverageStatement } from '../../../core/inventory/estimate/coverage-statement.ts';
import { inventorySentences } from '../../../core/inventory/estimate/sentence.ts';
import type { Evidence } from '../../../core/inventory/evidence.ts';
import { sourceKind } from '../../../core/inventory/evidence-sources.ts';
import type { SourceCoverage } from '../../../core/inventory/source-coverage.ts';
import type { Cycle } from '../../../core/ports.ts';
import { badge, type Tone } from '../../../core/presentation/components/badge.ts';
import { figures } from '../../../core/presentation/components/figures.ts';
import { emptyState, notice } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { counted, path, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import type { Session } from '../ports.ts';
import { captureForm } from './capture-form.ts';
import { portalPage } from './shell.ts';

export const claimSubject = 'lead|claim';

export interface CoveragePageInput {
  readonly discovery: DiscoveryOverview | undefined;
  /** The newest one. */
  readonly cycle: Cycle | undefined;
  /** The newest one. */
  readonly audit: InventoryAudit | undefined;
  /** Hosts that somebody accounted for since. */
  readonly claimed: ReadonlySet<string>;
  readonly care: CareReport;
  readonly nonce: string;
  readonly session: Session;
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: Readonly<Record<string, string>>;
  readonly done?: true;
}

const states: Readonly<Record<SourceCoverage['state'], readonly [string, Tone]>> = {
  READ: ['read', 'good'],
  PARTIAL: ['partly read', 'warn'],
  STALE: ['stale', 'warn'],
  UNREAD: ['never read', 'bad'],
};
const order: readonly SourceCoverage['state'][] = ['UNREAD', 'STALE', 'PARTIAL', 'READ'];

const rowsShown = 500;

const unseen = ({ notSeen, failures, missingRights }: CoverageRow): Html =>
  notSeen === '' && failures.length === 0
    ? html`<span class="muted">nothing of it</span>`
    : html`<div>${notSeen}</div>${failures.slice(0, 3).map((failure) => html`<small class="muted">${failure}</small>`)}${missingRights.length > 0 ? html`<small>Missing right: ${missingRights.join(', ')}</small>` : none}`;

const sourceTable = (coverage: readonly SourceCoverage[]): Html => {
  const { rows, counts, dark } = coverageStatement(coverage);
  if (rows.length === 0) return emptyState('The last cycle recorded no source.');
  const sorted = rows.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return html`<p class="row">${order.filter((state) => counts[state] > 0).map((state) => badge(`${counts[state]} ${states[state][0]}`, states[state][1]))}</p>
${dark.length > 0 ? notice('bad', html`<p><b>Nothing at all is seen of ${dark.join(', ')}.</b></p>`) : none}
${table<CoverageRow>(
  `${counted(rows.length, 'source')}${rows.length > rowsShown ? `, the first ${rowsShown}` : ''}; what was not read stands first`,
  [
    { label: 'Source', cell: ({ title }) => title },
    { label: 'Where', kind: 'prose', cell: ({ place }) => (place ? path(place) : 'everywhere') },
    { label: 'State', cell: ({ state }) => badge(...states[state]) },
    {
      label: 'Read',
      kind: 'number',
      cell: ({ read, listed }) => (listed === undefined ? String(read) : `${read} of ${listed}`),
    },
    { label: 'When', cell: ({ readAt }) => (readAt ? time(readAt) : html`<span class="muted">never</span>`) },
    { label: 'What is therefore unknown', kind: 'prose', cell: unseen },
  ],
  sorted.slice(0, rowsShown),
)}`;
};

interface Lead {
  readonly name: string;
  readonly evidence: readonly Evidence[];
}

const leadsOf = (evidence: readonly Evidence[]): readonly Lead[] =>
  [...Map.groupBy(evidence, ({ host, resource, locator }) => host ?? resource ?? locator)].map(
    ([name, of]) => ({ name, evidence: of }),
  );

const leadsShown = 200;

const leadTable = (leads: readonly Lead[], claimed: ReadonlySet<string>): Html => {
  if (leads.length === 0)
    return emptyState('Every host that a source names belongs to an API of the catalogue.');
  return table<Lead>(
    `${counted(leads.length, 'host or resource', 'hosts and resources')}${leads.length > leadsShown ? `, the first ${leadsShown}` : ''}`,
    [
      { label: 'Host or resource', cell: ({ name }) => path(name) },
      {
        label: 'Named by',
        cell: ({ evidence }) =>
          html`${[...new Set(evidence.map(({ source }) => sourceKind(source).title))].join(', ')}`,
      },
      {
        label: 'Where',
        kind: 'prose',
        cell: ({ evidence }) => (evidence[0] ? path(evidence[0].locator) : none),
      },
      {
        label: 'Accounted for',
        cell: ({ name }) =>
          claimed.has(name) ? badge('claimed, next cycle', 'calm') : badge('by nobody', 'warn'),
      },
    ],
    leads.slice(0, leadsShown),
  );
};

const percent = (share: number | undefined): string =>
  share === undefined ? '–' : `${Math.round(share * 100)} %`;

const careFigures = (care: CareReport): Html =>
  care.answered === 0
    ? emptyState('Nobody has submitted answers yet.')
    : figures([
        {
          value: `${care.caught} of ${care.seeded}`,
          label: 'false statements caught',
          meaning: 'of those put into lists on purpose',
        },
        {
          value: care.medianSeconds === undefined ? '–' : `${Math.round(care.medianSeconds)} s`,
          label: 'a decision',
          meaning: 'half of all answers took longer',
        },
        { value: percent(care.correctedRate), label: 'corrected', meaning: 'of what the catalogue said' },
        { value: percent(care.editRate), label: 'changed', meaning: 'before the list was submitted' },
        { value: percent(care.reassignedRate), label: 'passed on', meaning: 'to somebody else' },
        { value: care.lapsed, label: 'lists lapsed', meaning: 'nobody answered in time' },
      ]);

const statement = ({ discovery, audit }: CoveragePageInput): Html => {
  if (!discovery) return none;
  const { estimate, notCovered } = discovery;
  const sentences = inventorySentences({
    estimate,
    notCovered,
    ...(audit ? { audit: auditResult(audit) } : {}),
  });
  return html`${notice('calm', ...sentences.map((text) => html`<p>${text}</p>`))}
<p><a href="/coverage/audit">${audit ? 'The random audit of the network' : 'Draw a random audit of the network'}</a></p>`;
};

const head = ({ discovery, cycle }: CoveragePageInput): Html => {
  if (!discovery) return html`No cycle has read anything yet.`;
  const when = cycle?.cycleId === discovery.cycleId ? html`, on ${time(cycle.startedAt)}` : none;
  return html`What ${discovery.cycleId} read${when}, and what it could not.`;
};

/** How much of the bank discovery sees, and what it cannot tell. */
export const coveragePage = (input: CoveragePageInput): string => {
  const { discovery, claimed, care, session, nonce, typed, problems, done } = input;
  const leads = leadsOf(discovery?.leads ?? []);
  return portalPage(
    `${problems ? 'Not recorded: ' : ''}Coverage`,
    html`<div class="head"><h1>Coverage</h1>
<p class="lead">${head(input)}</p></div>
${done ? notice('good', html`<p role="status"><b>Recorded.</b> The next cycle builds the catalogue with it.</p>`) : none}
${statement(input)}
<section><h2>Sources</h2>${sourceTable(discovery?.coverage ?? [])}</section>
<section id="leads"><h2>Nobody accounts for</h2>${leadTable(leads, claimed)}
${captureForm({
  title: 'You know one of them?',
  action: '/coverage/claims',
  subject: claimSubject,
  session,
  nonce,
  ...(typed ? { typed } : {}),
  ...(problems ? { problems } : {}),
})}</section>
<section><h2>How carefully people answer</h2>${careFigures(care)}</section>`,
    session,
    '/coverage',
  );
};
