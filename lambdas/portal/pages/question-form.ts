import { choicesOf, expectedText } from '../../../core/attestation/answering.ts';
import { factTitles } from '../../../core/attestation/fact.ts';
import type { Answer, AttestationList, Draft, Question } from '../../../core/attestation/question.ts';
import type { Stakeholder } from '../../../core/inventory/stakeholder.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { radioField, textField } from '../../../core/presentation/components/field.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { tierBadge } from '../../../core/presentation/states.ts';
import type { Session } from '../ports.ts';
import { answerSubject } from './attestation-subjects.ts';
import { formProof } from './form-proof.ts';

export interface QuestionFormInput {
  readonly list: AttestationList;
  readonly question: Question;
  /** To name whom a question was passed on to. */
  readonly people: readonly Stakeholder[];
  readonly session: Session;
  readonly now: Date;
  readonly nonce: string;
  /** A form that was not taken: what was typed, and why. */
  readonly problem?: { readonly message: string; readonly fields: Readonly<Record<string, string>> };
}

const answerText = (answer: Answer, question: Question, people: readonly Stakeholder[]): string => {
  switch (answer.kind) {
    case 'confirm':
      return `Confirmed: ${question.shown ?? expectedText(question) ?? ''}`;
    case 'correct':
      return `Corrected to: ${answer.value}`;
    case 'disown':
      return 'Not mine';
    case 'reassign':
      return `Passed on to ${people.find(({ person }) => person === answer.to)?.name ?? 'somebody who left'}`;
    case 'unknown':
      return 'I do not know';
  }
};

const proof = ({ list, question, session, now, nonce }: QuestionFormInput, what: string): Html => {
  const fields = {
    listId: list.listId,
    questionId: question.questionId,
    shownAt: String(now.getTime()),
  };
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${formProof(session, answerSubject(fields), `${nonce}-${question.questionId}-${what}`)}`;
};

/** Typed questions offer no tick that confirms: writing what is shown does. */
const choices = ({ question: { mode, shown } }: QuestionFormInput) => {
  const tail = [
    { value: 'disown', label: 'Not mine' },
    { value: 'reassign', label: 'Ask somebody else' },
    { value: 'unknown', label: 'I do not know' },
  ];
  if (mode === 'typed') return [{ value: 'correct', label: 'I write the value' }, ...tail];
  return [
    ...(shown === undefined ? [] : [{ value: 'confirm', label: 'That is right' }]),
    { value: 'correct', label: shown === undefined ? 'I know it' : 'It is another value' },
    ...tail,
  ];
};

const valueHint = ({ question }: QuestionFormInput): string => {
  const expected = expectedText(question);
  const allowed = choicesOf(question.fact)?.join(', ');
  if (question.mode !== 'typed') return allowed ? `One of ${allowed}.` : 'If it is another one.';
  const confirms =
    question.fact === 'existence' || question.fact === 'exception'
      ? `Write the name of the API, ${expected}, to confirm`
      : expected === undefined
        ? 'Write it'
        : 'Write out the value, also if it is the one shown';
  return allowed ? `${confirms}; else one of ${allowed}.` : `${confirms}.`;
};

const openForm = (input: QuestionFormInput): Html => {
  const { question, problem } = input;
  const { questionId } = question;
  const fields = problem?.fields ?? {};
  return html`<form method="post" action="/attestations/answer">
${proof(input, 'save')}
${problem ? html`<p class="error" role="alert">${problem.message}</p>` : none}
${radioField('answer', 'Your answer', choices(input), fields.answer)}
<div class="columns">${textField({ id: `${questionId}-value`, name: 'value', label: 'Value', hint: valueHint(input), value: fields.value ?? '' })}
${textField({ id: `${questionId}-to`, name: 'to', label: 'Whom to ask instead', hint: 'Mail address, name or team; only if you pass it on.', value: fields.to ?? '' })}</div>
<button class="second">Save</button>
</form>`;
};

const savedForm = (input: QuestionFormInput, draft: Draft): Html =>
  html`<p>${badge('saved', 'good')} ${answerText(draft.answer, input.question, input.people)}</p>
<form method="post" action="/attestations/answer">${proof(input, 'undo')}<input type="hidden" name="answer" value="undo"><button class="quiet" aria-label="Change: ${input.question.apiName}, ${factTitles[input.question.fact].toLowerCase()}">Change</button></form>`;

/** One question with why it is asked, and its form or what was saved. */
export const questionCard = (input: QuestionFormInput): Html => {
  const { question, list } = input;
  const draft = list.drafts[question.questionId];
  return html`<li class="card" id="${question.questionId}"><div class="flow">
<p class="eyebrow">${factTitles[question.fact]}</p>
<h3><a href="/catalogue/${question.apiId}">${question.apiName}</a></h3>
<p>${question.shown === undefined ? html`<span class="muted">Nobody knows it yet.</span>` : html`The catalogue says: <b>${question.shown}</b>`}</p>
${question.others.length > 0 ? html`<p class="small">Other sources say: ${question.others.join('; ')}</p>` : none}
<p class="small muted"><b>Why am I asked?</b> ${question.why}</p>
${question.tier ? html`<p class="row">${tierBadge(question.tier)}</p>` : none}</div>
<div class="flow">${draft ? savedForm(input, draft) : openForm(input)}</div></li>`;
};
