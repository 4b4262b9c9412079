import { type Html, html, none, trusted } from '../html.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

const described = (id: string, hint: string | undefined, problem: string | undefined): Html => {
  const by = [...(hint ? [`${id}-hint`] : []), ...(problem ? [`${id}-problem`] : [])].join(' ');
  return html`${by ? html` aria-describedby="${by}"` : none}${problem ? trusted(' aria-invalid="true"') : none}`;
};

const around = (id: string, label: string, control: Html, hint?: string, problem?: string, kind = ''): Html =>
  html`<div class="field${kind ? ` ${kind}` : ''}"><label for="${id}">${label}</label>
${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : none}${problem ? html`<span class="error" id="${id}-problem">${problem}</span>` : none}
${control}</div>`;

export interface TextField {
  readonly id: string;
  readonly label: string;
  /** The id, unless told. */
  readonly name?: string;
  readonly value?: string;
  readonly hint?: string;
  readonly problem?: string;
  readonly required?: true;
  readonly maxLength?: number;
  /** Values that are offered while typing. */
  readonly list?: string;
}

/** One line of text. */
export const textField = (field: TextField): Html => {
  const { id, label, name = id, value = '', hint, problem, required, maxLength = 200 } = field;
  return around(
    id,
    label,
    html`<input type="text" id="${id}" name="${name}" value="${value}" maxlength="${maxLength}" autocomplete="off"${required ? trusted(' required') : none}${described(id, hint, problem)}>`,
    hint,
    problem,
  );
};

/** One of several values. */
export const selectField = (
  id: string,
  label: string,
  options: readonly Option[],
  chosen = '',
  { name = id, hint, kind }: { readonly name?: string; readonly hint?: string; readonly kind?: string } = {},
): Html =>
  around(
    id,
    label,
    html`<select id="${id}" name="${name}"${described(id, hint, undefined)}>${options.map(
      ({ value, label: text }) =>
        html`<option value="${value}"${value === chosen ? trusted(' selected') : none}>${text}</option>`,
    )}</select>`,
    hint,
    undefined,
    kind,
  );

/** One of a few values, each to be seen at once. */
export const radioField = (
  name: string,
  legend: string,
  options: readonly (Option & { readonly hint?: string })[],
  chosen: string | undefined,
): Html =>
  html`<fieldset><legend>${legend}</legend><div class="choices">${options.map(
    ({ value, label, hint }) =>
      html`<label class="choice"><input type="radio" name="${name}" value="${value}" required${value === chosen ? trusted(' checked') : none}><span><b>${label}</b>${hint ? html`<span class="hint">${hint}</span>` : none}</span></label>`,
  )}</div></fieldset>`;

/** Any of several, each a name of its own. */
export const boxField = (
  legend: string,
  boxes: readonly { readonly name: string; readonly label: string; readonly checked?: boolean }[],
): Html =>
  html`<fieldset><legend>${legend}</legend><div class="boxes">${boxes.map(
    ({ name, label, checked }) =>
      html`<label class="box"><input type="checkbox" name="${name}"${checked ? trusted(' checked') : none}>${label}</label>`,
  )}</div></fieldset>`;
