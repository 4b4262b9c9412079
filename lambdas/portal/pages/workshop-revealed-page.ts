import type { CatalogueIndexRow } from '../../../core/inventory/catalogue-index.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { emptyState } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { counted } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import type { Claim } from '../../../core/workshop/claim.ts';
import { isOpen } from '../../../core/workshop/session.ts';
import type { Suggestion } from '../../../core/workshop/suggestions.ts';
import { formProof } from './form-proof.ts';
import { portalPage } from './shell.ts';
import { captureOf, claimFacts, ownList, type WorkshopPageInput } from './workshop-list-page.ts';
import { workshopSubject } from './workshop-subjects.ts';

export interface RevealedPageInput extends WorkshopPageInput {
  /** Lists that are finished. */
  readonly claims: readonly Claim[];
  readonly rows: readonly CatalogueIndexRow[];
  readonly suggestions: readonly Suggestion[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayClose: boolean;
}

const suggestionCard = (suggestion: Suggestion, index: number, input: RevealedPageInput): Html => {
  const { claim, target, other, reason } = suggestion;
  const { session, nonce, workshop, names } = input;
  const { sessionId } = workshop.session;
  const kind = 'apiId' in target ? 'found by discovery' : 'on another list';
  return html`<li class="card"><h3>${claim.capture.what} and ${other}</h3>
<p class="small muted">${names.get(claim.person) ?? 'Somebody'} wrote the first; the second is ${kind}. Asked because ${reason}.</p>
<form method="post" action="/workshop/${sessionId}/same">${formProof(session, workshopSubject('same', sessionId), `${nonce}-${index}`)}
<input type="hidden" name="claimId" value="${claim.claimId}">${'apiId' in target ? html`<input type="hidden" name="otherApi" value="${target.apiId}">` : html`<input type="hidden" name="otherClaim" value="${target.claimId}">`}
<p class="row"><button name="same" value="yes" class="quiet" aria-label="The same: ${claim.capture.what} and ${other}">The same</button><button name="same" value="no" class="quiet" aria-label="Two different: ${claim.capture.what} and ${other}">Two different</button></p></form></li>`;
};

const remembered = ({ claims, names, workshop }: RevealedPageInput): Html => {
  if (claims.length === 0) return emptyState('Nobody has finished a list with anything on it yet.');
  const found = new Set(
    workshop.links.filter(({ same, target }) => same && 'apiId' in target).map(({ claimId }) => claimId),
  );
  return table<Claim>(
    counted(claims.length, 'thing that was remembered', 'things that were remembered'),
    [
      { label: 'API', cell: ({ capture }) => capture.what },
      { label: 'Details', kind: 'prose', cell: claimFacts },
      { label: 'By', cell: ({ person }) => names.get(person) ?? 'somebody who left the register' },
      {
        label: 'Counts as',
        cell: ({ list }) =>
          list === 'before' ? badge('remembered before', 'good') : badge('said afterwards'),
      },
      {
        label: 'In the catalogue',
        cell: ({ claimId }) =>
          found.has(claimId) ? badge('found', 'good') : html`<span class="muted">not matched</span>`,
      },
    ],
    claims,
  );
};

const rowsShown = 50;

/** After the private lists: what was found beside what was remembered, and what may be the same. */
export const revealedPage = (input: RevealedPageInput): string => {
  const { workshop, rows, suggestions, session, now, nonce, mayClose } = input;
  const { sessionId, title } = workshop.session;
  const open = isOpen(workshop.session, now);
  const matched = new Set(
    workshop.links.flatMap(({ same, target }) => (same && 'apiId' in target ? [target.apiId] : [])),
  );
  const forgotten = rows.filter(({ apiId }) => !matched.has(apiId));
  return portalPage(
    title,
    html`<div class="head"><p class="eyebrow">Workshop</p><h1>${title}</h1>
<p class="lead">${open ? `${counted(workshop.finished.length, 'list')} of ${workshop.session.invited.length} finished.` : 'The workshop is over.'} What was remembered stands beside what was found.</p></div>
<section id="same"><h2>May be the same</h2>${
      suggestions.length === 0
        ? emptyState('Nothing that looks alike waits for a decision.')
        : html`<ul class="cards">${suggestions.map((one, index) => suggestionCard(one, index, input))}</ul>`
    }</section>
<section><h2>Remembered</h2>${remembered(input)}</section>
<section><h2>Found, and on no list</h2>${
      forgotten.length === 0
        ? emptyState('Everything that was found is on a list, or nothing was found yet.')
        : html`${table<CatalogueIndexRow>(
            `${counted(forgotten.length, 'API')}${forgotten.length > rowsShown ? `, the first ${rowsShown}` : ''}`,
            [
              { label: 'API', cell: ({ apiId, name }) => html`<a href="/catalogue/${apiId}">${name}</a>` },
              { label: 'Host', cell: ({ hosts }) => hosts[0] ?? '' },
              { label: 'Owner', cell: ({ owner }) => owner ?? html`<span class="muted">unknown</span>` },
              { label: 'Endpoints', kind: 'number', cell: ({ endpoints }) => endpoints },
            ],
            forgotten.slice(0, rowsShown),
          )}`
    }</section>
${open ? html`<section><h2>Did that remind you of something?</h2>${captureOf(input)}</section>` : none}
<section id="list"><h2>My list</h2>${ownList(input)}</section>
${
  open && mayClose
    ? html`<section><form method="post" action="/workshop/${sessionId}/close">${formProof(session, workshopSubject('close', sessionId), nonce)}<button class="second">Close the workshop for everybody</button></form></section>`
    : none
}`,
    session,
    '/workshop',
  );
};
