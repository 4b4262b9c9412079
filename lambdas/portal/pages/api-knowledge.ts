import type { ApiRecord, Provenanced } from '../../../core/inventory/api-record.ts';
import type { ContestedField } from '../../../core/inventory/catalogue-index.ts';
import { type SettledField, settledFields } from '../../../core/inventory/correction.ts';
import { sourceKind } from '../../../core/inventory/evidence-sources.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { emptyState } from '../../../core/presentation/components/notice.ts';
import { table } from '../../../core/presentation/components/table.ts';
import { address, path } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { sure } from '../../../core/presentation/sureness.ts';
import { type CorrectionFormInput, settleForm } from './correction-forms.ts';

export const fieldLabels: Readonly<Record<ContestedField, string>> = {
  name: 'Name',
  owner: 'Owner',
  purpose: 'Purpose',
  exposure: 'Exposure',
  dataClass: 'Data class',
  environment: 'Environment',
  lifecycle: 'Lifecycle',
  direction: 'Direction',
  style: 'Style',
};
const shownFields = Object.keys(fieldLabels) as readonly ContestedField[];

interface Known {
  readonly field: ContestedField;
  readonly value: Provenanced<string> | undefined;
}

const knownOf = (record: ApiRecord): readonly Known[] =>
  shownFields.map((field) => ({ field, value: record[field] }));

const fromWhere = (value: Provenanced<string>, names: ReadonlyMap<string, string>): Html =>
  value.settledBy
    ? html`settled by ${names.get(value.settledBy) ?? 'somebody who left the register'}`
    : html`${sourceKind(value.source).title}<small class="muted">${path(value.locator)}</small>`;

const others = ({ others: said }: Provenanced<string>): Html =>
  said.length === 0
    ? none
    : html`<ul class="plain">${said.map(
        ({ value, source, confidence }) =>
          html`<li>${address(value)}<small class="muted">${sourceKind(source).title}, ${sure(confidence)}</small></li>`,
      )}</ul>`;

/** What is known, how sure, from where, and what else sources say. */
export const knowledge = (record: ApiRecord, names: ReadonlyMap<string, string>): Html =>
  table<Known>(
    'Facts, how sure they are, and from where',
    [
      { label: 'Fact', cell: ({ field }) => fieldLabels[field] },
      {
        label: 'Value',
        kind: 'prose',
        cell: ({ value }) => (value ? address(value.value) : html`<span class="muted">unknown</span>`),
      },
      {
        label: 'How sure',
        cell: ({ value }) =>
          value ? sure(value.confidence) : html`<span class="muted">no source says</span>`,
      },
      { label: 'From', kind: 'prose', cell: ({ value }) => (value ? fromWhere(value, names) : none) },
      {
        label: 'Others say',
        kind: 'prose',
        cell: ({ value }) => (value ? others(value) : none),
      },
    ],
    knownOf(record),
  );

const isSettled = (field: ContestedField): field is SettledField =>
  (settledFields as readonly string[]).includes(field);

/** What sources disagree on, each with the form that settles it; without the right to, what they say. */
export const conflicts = (
  fields: readonly ContestedField[],
  record: ApiRecord,
  mayCorrect: boolean,
  input: CorrectionFormInput,
): Html => {
  if (fields.length === 0) return emptyState('Sources agree, or somebody has settled what they disagree on.');
  return html`${fields.map((field, index) => {
    const known: Provenanced<string> | undefined = record[field];
    const label = fieldLabels[field];
    const open = index === 0 || input.problem?.fields.field === field;
    return html`<details${open ? html` open` : none}><summary>${label} ${badge(`${(known?.others.length ?? 0) + 1} values`, 'warn')}</summary>
${
  mayCorrect && isSettled(field)
    ? settleForm(field, label, known, input)
    : html`<ul class="plain">${known ? [known, ...known.others].map(({ value, source, confidence }) => html`<li>${value}<small class="muted">${sourceKind(source).title}, ${sure(confidence)}</small></li>`) : none}</ul>`
}</details>`;
  })}`;
};

/** Fields that nobody knows, or that a person wants to set against all sources. */
export const setFields = (
  fields: readonly ContestedField[],
  record: ApiRecord,
  input: CorrectionFormInput,
): Html =>
  html`${settledFields
    .filter((field) => !fields.includes(field))
    .map(
      (field) =>
        html`<details${input.problem?.kind === 'settle' && input.problem.fields.field === field ? html` open` : none}><summary>${fieldLabels[field]}</summary>${settleForm(field, fieldLabels[field], record[field], input)}</details>`,
    )}`;
