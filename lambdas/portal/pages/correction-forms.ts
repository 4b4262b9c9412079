import type { ApiRecord, MergeReason, Provenanced } from '../../../core/inventory/api-record.ts';
import { type Correction, fieldValues, type SettledField } from '../../../core/inventory/correction.ts';
import { sourceKind } from '../../../core/inventory/evidence-sources.ts';
import type { PossibleDuplicate } from '../../../core/inventory/resolution/joins/join-rule.ts';
import { shortestReason } from '../../../core/inventory/settlement.ts';
import { radioField, selectField, textField } from '../../../core/presentation/components/field.ts';
import { path } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { sure } from '../../../core/presentation/sureness.ts';
import type { Session } from '../ports.ts';
import { formProof } from './form-proof.ts';

/** A form that was not taken: what was typed, and why. */
export interface CorrectionProblem {
  readonly kind: Correction['kind'];
  readonly fields: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface CorrectionFormInput {
  readonly record: ApiRecord;
  readonly session: Session;
  readonly nonce: string;
  readonly problem?: CorrectionProblem;
}

export const correctionSubject = (kind: Correction['kind'], apiId: string): string => `${kind}|${apiId}`;

const begin = (
  kind: Correction['kind'],
  { record, session, nonce }: CorrectionFormInput,
  place: string,
): Html =>
  html`<form method="post" action="/catalogue/${record.apiId}/${kind}">
${formProof(session, correctionSubject(kind, record.apiId), `${nonce}-${place}`)}`;

const reasonField = (id: string, typed = ''): Html =>
  textField({
    id: `${id}-reason`,
    name: 'reason',
    label: 'Reason',
    value: typed,
    hint: `At least ${shortestReason} characters. Kept with your name, for whoever asks later.`,
    required: true,
    maxLength: 1000,
  });

const typedHere = (
  kind: Correction['kind'],
  { problem }: CorrectionFormInput,
  isHere: (fields: CorrectionProblem['fields']) => boolean,
): CorrectionProblem | undefined => (problem?.kind === kind && isHere(problem.fields) ? problem : undefined);

const alert = (problem: CorrectionProblem | undefined): Html =>
  problem ? html`<p class="error" role="alert">${problem.message}</p>` : none;

/** Settles one field on which sources disagree, or that nobody knows. */
export const settleForm = (
  field: SettledField,
  label: string,
  known: Provenanced<string> | undefined,
  input: CorrectionFormInput,
): Html => {
  const problem = typedHere('settle', input, (fields) => fields.field === field);
  const shown = known ? [known, ...known.others] : [];
  const allowed = fieldValues[field];
  const id = `settle-${field}`;
  return html`${begin('settle', input, field)}<input type="hidden" name="field" value="${field}">
${alert(problem)}
${
  shown.length > 0
    ? radioField(
        'chosen',
        `${label}: which one is right?`,
        shown.map(({ value, source, confidence }) => ({
          value,
          label: value,
          hint: `${sourceKind(source).title}, ${sure(confidence)}`,
        })),
        problem?.fields.chosen ?? known?.value,
      )
    : none
}
${
  allowed
    ? selectField(
        `${id}-other`,
        shown.length > 0 ? 'Or another value' : label,
        [
          { value: '', label: shown.length > 0 ? 'none of the others' : 'choose' },
          ...allowed.map((value) => ({ value, label: value })),
        ],
        problem?.fields.other,
        { name: 'other' },
      )
    : textField({
        id: `${id}-other`,
        name: 'other',
        label: shown.length > 0 ? 'Or another value' : label,
        value: problem?.fields.other ?? '',
      })
}
${reasonField(id, problem?.fields.reason)}
<button>Settle ${label.toLowerCase()}</button>
</form>`;
};

/** Says that two things that were joined are two APIs. */
export const apartForm = ({ left, right }: MergeReason, index: number, input: CorrectionFormInput): Html => {
  const problem = typedHere('apart', input, (fields) => fields.left === left && fields.right === right);
  return html`${begin('apart', input, `apart${index}`)}<input type="hidden" name="left" value="${left}"><input type="hidden" name="right" value="${right}">
${alert(problem)}
<p>${path(left)} and ${path(right)}</p>
${reasonField(`apart-${index}`, problem?.fields.reason)}
<button class="second">These are two APIs</button>
</form>`;
};

/** Says that this API is the same as another one of the catalogue. */
export const togetherForm = (duplicates: readonly PossibleDuplicate[], input: CorrectionFormInput): Html => {
  const problem = typedHere('together', input, () => true);
  return html`${
    duplicates.length > 0
      ? html`<ul>${duplicates.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>`
      : none
  }
${begin('together', input, 'together')}
${alert(problem)}
${textField({
  id: 'together-other',
  name: 'other',
  label: 'Id or whole name of the other API',
  value: problem?.fields.other ?? '',
  required: true,
})}
${reasonField('together', problem?.fields.reason)}
<button class="second">They are one API</button>
</form>`;
};

/** Takes one decision back. */
export const withdrawForm = (correction: Correction, input: CorrectionFormInput): Html =>
  html`<form method="post" action="/corrections/${correction.correctionId}/withdraw">
${formProof(input.session, `withdraw|${correction.correctionId}`, `${input.nonce}-${correction.correctionId}`)}<input type="hidden" name="back" value="/catalogue/${input.record.apiId}">
<button class="quiet" aria-label="Take it back: ${correction.kind === 'settle' ? correction.field : correction.left}">Take it back</button>
</form>`;
