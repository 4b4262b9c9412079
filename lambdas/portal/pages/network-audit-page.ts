import {
  auditResult,
  type Classification,
  classifications,
  type InventoryAudit,
} from '../../../core/inventory/audit/audit.ts';
import { floorPercent } from '../../../core/inventory/audit/clopper-pearson.ts';
import type { NetworkEndpoint } from '../../../core/inventory/audit/network-frame.ts';
import type { CatalogueIndexRow } from '../../../core/inventory/catalogue-index.ts';
import { sourceKind } from '../../../core/inventory/evidence-sources.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { facts } from '../../../core/presentation/components/facts.ts';
import { selectField, textField } from '../../../core/presentation/components/field.ts';
import { emptyState, notice } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { counted, path, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import type { Session } from '../ports.ts';
import { formProof } from './form-proof.ts';
import { portalPage } from './shell.ts';

export const openAuditSubject = 'network-audit|open';
export const answerAuditSubject = 'network-audit|answer';

export interface NetworkAuditPageInput {
  /** The newest one. */
  readonly audit: InventoryAudit | undefined;
  readonly rows: readonly CatalogueIndexRow[];
  readonly mayAudit: boolean;
  readonly nonce: string;
  readonly session: Session;
}

const labels: Readonly<Record<Classification, string>> = {
  IN_INVENTORY: 'an API of the catalogue',
  MISSING: 'an API that is missing',
  NOT_AN_API: 'no API',
  CANNOT_TELL: 'nobody can tell',
};

const shownBy = ({ sources }: NetworkEndpoint): string =>
  sources.map((source) => (source === 'vpc-flow-log' ? 'VPC flow log' : sourceKind(source).title)).join(', ');

/** One at a time is enough to work on; the rest waits below. */
const formsShown = 10;

const result = (audit: InventoryAudit): Html => {
  const found = auditResult(audit);
  if (found.kind === 'OPEN')
    return notice(
      'calm',
      html`<p><b>${found.answered} of ${counted(found.drawn, 'endpoint')} looked at.</b> A floor is given when every one has an answer: leaving the hard ones out would choose the sample.</p>`,
    );
  return notice(
    'good',
    found.counted === 0
      ? html`<p>None of the endpoints was an API, so there is no floor.</p>`
      : html`<p><b>${found.inInventory} of ${counted(found.counted, 'network endpoint')} were in the inventory</b>, so at least ${floorPercent(found.floor)} % of what the network can show (95 % confidence).</p>`,
  );
};

const endpointForm = (
  endpoint: NetworkEndpoint,
  index: number,
  audit: InventoryAudit,
  { rows, nonce, session }: NetworkAuditPageInput,
): Html => {
  const there = rows.filter(({ hosts }) => hosts.includes(endpoint.key)).slice(0, 3);
  return html`<li class="card"><h3>${path(endpoint.key)}</h3>
<p class="small muted">Shown by ${shownBy(endpoint)}${endpoint.accounts.length > 0 ? html` in ${endpoint.accounts.join(', ')}` : none}.</p>
<p class="small">${there.length > 0 ? html`The catalogue has ${there.map(({ apiId, name }) => html`<a href="/catalogue/${apiId}">${name}</a> `)}there.` : 'The catalogue has nothing at this name.'}</p>
<form method="post" action="/coverage/audit/answer">${formProof(session, answerAuditSubject, `${nonce}-${index}`)}
<input type="hidden" name="auditId" value="${audit.auditId}"><input type="hidden" name="endpoint" value="${endpoint.key}">
${selectField(
  `classification-${index}`,
  'It is',
  [{ value: '', label: 'choose' }, ...classifications.map((value) => ({ value, label: labels[value] }))],
  '',
  { name: 'classification' },
)}
${textField({ id: `note-${index}`, name: 'note', label: 'What was looked at' })}
<button class="second" aria-label="Save: ${endpoint.key}">Save</button></form></li>`;
};

const drawForm = ({ session, nonce, audit }: NetworkAuditPageInput): Html =>
  html`<form method="post" action="/coverage/audit" class="card" aria-labelledby="draw"><h2 id="draw">${audit ? 'Draw a new audit' : 'Draw an audit'}</h2>
${formProof(session, openAuditSubject, nonce)}
${selectField(
  'size',
  'Sample',
  [
    { value: '30', label: '30 endpoints' },
    { value: '59', label: '59 endpoints' },
    { value: '100', label: '100 endpoints' },
    { value: '299', label: '299 endpoints' },
  ],
  '59',
  { hint: 'If all of 59 are in the catalogue, the floor is 95 %; of 299, 99 %.' },
)}
<button class="second">Draw</button></form>`;

const work = (audit: InventoryAudit, input: NetworkAuditPageInput): Html => {
  const answered = new Map(audit.answers.map((answer) => [answer.endpoint, answer]));
  const open = audit.drawn.filter(({ key }) => !answered.has(key));
  return html`${result(audit)}
${facts([
  [
    'Drawn',
    html`${time(audit.openedAt)}, ${audit.drawn.length} of ${audit.frameSize} endpoints of the frame`,
  ],
  ['Cycle', audit.cycleId],
  ['Frame (SHA-256)', html`<code>${audit.frameHash}</code>`],
  ['Seed', html`<code>${audit.seed}</code>`],
])}
${open.length > 0 && input.mayAudit ? html`<section><h2>To be looked at</h2><ul class="cards">${open.slice(0, formsShown).map((endpoint, index) => endpointForm(endpoint, index, audit, input))}</ul>${open.length > formsShown ? html`<p class="muted">${open.length - formsShown} more follow when these are answered.</p>` : none}</section>` : none}
<section><h2>Drawn</h2>${table<NetworkEndpoint>(
    'In the order of the draw',
    [
      { label: 'Endpoint', cell: ({ key }) => path(key) },
      { label: 'Shown by', cell: shownBy },
      {
        label: 'It is',
        cell: ({ key }) => {
          const answer = answered.get(key);
          return answer
            ? html`${labels[answer.classification]}${answer.note ? html`<small class="muted">${answer.note}</small>` : none}`
            : badge('not looked at', 'warn');
        },
      },
    ],
    audit.drawn,
  )}</section>`;
};

/** A random audit: endpoints that the network shows, drawn so that nobody can choose, looked at by people. */
export const networkAuditPage = (input: NetworkAuditPageInput): string =>
  portalPage(
    'Random audit',
    html`<div class="head"><p class="eyebrow"><a href="/coverage">Coverage</a></p><h1>Random audit of the network</h1>
<p class="lead">The only way to a floor: draw from what the network shows, and look whether the catalogue has it.</p></div>
${input.audit ? work(input.audit, input) : emptyState('No audit was drawn yet.')}
${input.mayAudit ? html`<section>${drawForm(input)}</section>` : none}`,
    input.session,
    '/coverage',
  );
