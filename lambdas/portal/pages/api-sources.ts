import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import type { Correction } from '../../../core/inventory/correction.ts';
import type { Evidence } from '../../../core/inventory/evidence.ts';
import { sourceKind } from '../../../core/inventory/evidence-sources.ts';
import type { PossibleDuplicate } from '../../../core/inventory/resolution/joins/join-rule.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { emptyState } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { counted, path, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { apartForm, type CorrectionFormInput, togetherForm, withdrawForm } from './correction-forms.ts';

/** More pieces of evidence than these say nothing new to a reader; all of them stay stored with their cycle. */
const evidenceShown = 100;

const what = ({ host, basePath, operations = [], owner, note, support }: Evidence): Html => {
  const place = host ? `${host}${basePath ?? ''}` : undefined;
  const parts = [
    ...(place ? [html`<div>${path(place)}</div>`] : []),
    ...(operations.length > 0 ? [html`<div>${counted(operations.length, 'endpoint')}</div>`] : []),
    ...(support ? [html`<div>${counted(support.requests, 'request')}</div>`] : []),
    ...(owner ? [html`<div>owner ${owner}</div>`] : []),
    ...(note ? [html`<div>${note}</div>`] : []),
  ];
  return parts.length > 0 ? html`${parts}` : html`<span class="muted">that it exists</span>`;
};

/** Everything that says something of the API, surest first. */
export const sources = ({ evidence }: ApiRecord): Html => {
  if (evidence.length === 0) return emptyState('No evidence travels with this record.');
  const shown = evidence.toSorted((a, b) => b.confidence - a.confidence).slice(0, evidenceShown);
  return table<Evidence>(
    `${counted(evidence.length, 'piece of evidence', 'pieces of evidence')}${shown.length < evidence.length ? `, the surest ${shown.length}` : ''}`,
    [
      {
        label: 'Source',
        cell: ({ source, stale }) =>
          html`${sourceKind(source).title}${stale ? html` ${badge('not read this time', 'warn')}` : none}`,
      },
      { label: 'Says', kind: 'prose', cell: what },
      { label: 'Where', kind: 'prose', cell: ({ locator }) => path(locator) },
      { label: 'When', cell: ({ observedAt }) => time(observedAt) },
      { label: 'Believed', kind: 'number', cell: ({ confidence }) => confidence.toFixed(2) },
    ],
    shown,
  );
};

/** Why several things are this one API, and the way to say that they are not. */
export const merges = (
  { merges: reasons }: ApiRecord,
  mayCorrect: boolean,
  input: CorrectionFormInput,
): Html => {
  if (reasons.length === 0) return emptyState('Nothing had to be joined: one thing names this API.');
  return html`<ul class="plain">${reasons.map(
    (reason, index) =>
      html`<li>${mayCorrect ? html`<details><summary>${reason.sentence}</summary>${apartForm(reason, index, input)}</details>` : reason.sentence}</li>`,
  )}</ul>`;
};

export const sameAs = (duplicates: readonly PossibleDuplicate[], input: CorrectionFormInput): Html =>
  togetherForm(duplicates, input);

const decided = (correction: Correction): Html => {
  switch (correction.kind) {
    case 'settle':
      return html`${correction.field} is <b>${correction.value}</b>`;
    case 'apart':
      return html`${path(correction.left)} and ${path(correction.right)} are two APIs`;
    case 'together':
      return html`${path(correction.left)} and ${path(correction.right)} are one API`;
  }
};

/** What people decided about the API, newest first. */
export const decisions = (
  corrections: readonly Correction[],
  names: ReadonlyMap<string, string>,
  mayCorrect: boolean,
  input: CorrectionFormInput,
): Html => {
  if (corrections.length === 0) return emptyState('Nobody has decided anything about this API.');
  return html`<ul class="cards">${corrections.map(
    (correction) => html`<li class="card"><p>${decided(correction)}</p>
<blockquote>${correction.reason}</blockquote>
<p class="small muted">${names.get(correction.by) ?? 'somebody who left the register'}, ${time(correction.at)}</p>
${mayCorrect ? withdrawForm(correction, input) : none}</li>`,
  )}</ul>`;
};
