import type { HTMLElement } from 'node-html-parser';

/** What a person can choose in a form: a button, a radio button or an option of a list. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** A form as a browser sees it. */
export interface Form {
  readonly method: 'GET' | 'POST';
  /** Absolute. */
  readonly action: string;
  /** What is sent when nobody touches the form: hidden fields, typed texts, marked choices. */
  readonly fields: readonly Choice[];
  readonly choices: readonly Choice[];
  /** Names of fields to write into. */
  readonly texts: readonly string[];
  /** Boxes that have to be ticked. */
  readonly required: readonly Choice[];
}

const attribute = (element: HTMLElement, name: string): string | undefined => element.getAttribute(name);

const isOff = (element: HTMLElement): boolean =>
  element.hasAttribute('disabled') || !attribute(element, 'name');

const typeOf = (element: HTMLElement): string => {
  const type = attribute(element, 'type')?.toLowerCase();
  return type ?? (element.tagName === 'BUTTON' ? 'submit' : 'text');
};

const choiceOf = (element: HTMLElement): Choice => ({
  name: attribute(element, 'name') ?? '',
  // A box or radio button without a value sends `on` (HTML, 4.10.5.1.15).
  value: attribute(element, 'value') ?? (['checkbox', 'radio'].includes(typeOf(element)) ? 'on' : ''),
});

const optionsOf = (select: HTMLElement) =>
  select.querySelectorAll('option').map((option) => ({
    name: attribute(select, 'name') ?? '',
    value: attribute(option, 'value') ?? option.textContent.trim(),
    isSelected: option.hasAttribute('selected'),
  }));

const isText = (element: HTMLElement): boolean =>
  element.tagName === 'TEXTAREA' ||
  (element.tagName === 'INPUT' &&
    !['hidden', 'checkbox', 'radio', 'submit', 'button', 'image', 'reset', 'file'].includes(typeOf(element)));

const isMarkable = (element: HTMLElement): boolean =>
  element.tagName === 'INPUT' && ['checkbox', 'radio'].includes(typeOf(element));

const isSubmit = (element: HTMLElement): boolean =>
  ['BUTTON', 'INPUT'].includes(element.tagName) && typeOf(element) === 'submit';

/** What one control sends untouched. */
const untouched = (element: HTMLElement): Choice[] => {
  const { name, value } = choiceOf(element);
  if (element.tagName === 'SELECT') {
    const options = optionsOf(element);
    const selected = options.find((option) => option.isSelected) ?? options[0];
    return selected ? [{ name, value: selected.value }] : [];
  }
  if (element.tagName === 'TEXTAREA') return [{ name, value: element.textContent.replace(/^\r?\n/, '') }];
  if (isMarkable(element)) return element.hasAttribute('checked') ? [{ name, value }] : [];
  return isSubmit(element) || element.tagName === 'BUTTON' ? [] : [{ name, value }];
};

const readForm = (form: HTMLElement, pageUrl: string): Form => {
  const controls = form.querySelectorAll('input, select, textarea, button').filter((one) => !isOff(one));
  return {
    method: attribute(form, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    action: new URL(attribute(form, 'action') || pageUrl, pageUrl).href,
    fields: controls.flatMap(untouched),
    choices: controls.flatMap((control) =>
      control.tagName === 'SELECT'
        ? optionsOf(control).map(({ name, value }) => ({ name, value }))
        : isSubmit(control) || (isMarkable(control) && typeOf(control) === 'radio')
          ? [choiceOf(control)]
          : [],
    ),
    texts: controls.filter(isText).map((control) => choiceOf(control).name),
    required: controls
      .filter(
        (control) =>
          isMarkable(control) && typeOf(control) === 'checkbox' && control.hasAttribute('required'),
      )
      .map(choiceOf),
  };
};

/** All forms of a page, in the order of the text. */
export const formsOf = (root: HTMLElement, pageUrl: string): readonly Form[] =>
  root.querySelectorAll('form').map((form) => readForm(form, pageUrl));

/** What the browser sends after somebody chose, wrote and ticked what has to be ticked. */
export const filled = (
  form: Form,
  choice: Choice | undefined,
  texts: Readonly<Record<string, string>> = {},
): URLSearchParams => {
  const touched = new Map([
    ...Object.entries(texts),
    ...(choice?.name ? [[choice.name, choice.value] as const] : []),
    ...form.required.map(({ name, value }) => [name, value] as const),
  ]);
  const kept = form.fields.filter(({ name }) => !touched.has(name));
  return new URLSearchParams([...kept.map(({ name, value }): [string, string] => [name, value]), ...touched]);
};
