import { boxField, radioField, selectField, textField } from '../../../core/presentation/components/field.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { dataTouched } from '../../../core/workshop/capture.ts';
import type { Session } from '../ports.ts';
import { formProof } from './form-proof.ts';

export interface CaptureFormInput {
  readonly title: string;
  /** Where the form is sent to. */
  readonly action: string;
  readonly subject: string;
  readonly session: Session;
  readonly nonce: string;
  readonly typed?: Readonly<Record<string, string>>;
  /** By the name of the field. */
  readonly problems?: Readonly<Record<string, string>>;
}

/** One thing that somebody remembers: nine fields, of which one has to be filled. */
export const captureForm = ({
  title,
  action,
  subject,
  session,
  nonce,
  typed = {},
  problems = {},
}: CaptureFormInput): Html => {
  const text = (id: string, label: string, hint: string, required?: true): Html =>
    textField({
      id,
      label,
      hint,
      value: typed[id] ?? '',
      ...(problems[id] ? { problem: problems[id] } : {}),
      ...(required ? { required } : {}),
    });
  return html`<form method="post" action="${action}" class="card" aria-labelledby="capture">
<h2 id="capture">${title}</h2>
${Object.keys(problems).length > 0 ? html`<p class="error" role="alert">Not recorded yet: mend the marked field.</p>` : none}
${formProof(session, subject, nonce)}
${text('what', 'Name, or what it is for', 'The only one you have to fill. “Opening hours for the branch finder” will do.', true)}
<div class="columns">${text('partner', 'Partner', 'Who outside the bank is on the other end.')}
${selectField(
  'direction',
  'Direction',
  [
    { value: '', label: 'not known' },
    { value: 'provided', label: 'we offer it' },
    { value: 'consumed', label: 'we call it' },
    { value: 'both', label: 'both' },
  ],
  typed.direction,
  { hint: 'Who calls whom.' },
)}
${text('where', 'Host or part of an address', 'As far as you remember it.')}
${text('runBy', 'Who runs it', 'Team, person or supplier.')}</div>
${boxField(
  'Data it touches',
  dataTouched.map((name) => ({
    name: `touches-${name}`,
    label: name,
    checked: `touches-${name}` in typed,
  })),
)}
${radioField(
  'sure',
  'How sure are you?',
  [
    { value: 'sure', label: 'Sure', hint: 'I work with it.' },
    { value: 'think', label: 'I think so' },
    { value: 'heard', label: 'Heard of it' },
  ],
  typed.sure ?? 'think',
)}
<div class="columns">${selectField(
    'stillUsed',
    'Is it still used?',
    [
      { value: 'unsure', label: 'I do not know' },
      { value: 'yes', label: 'yes' },
      { value: 'no', label: 'no' },
    ],
    typed.stillUsed,
  )}
${text('whoElse', 'Who else would know?', 'A name; they may be asked next.')}</div>
<button>Add to my list</button>
</form>`;
};
