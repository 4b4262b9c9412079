import { type Html, html, none, trusted } from '../../../core/presentation/html.ts';
import { day } from '../../../core/presentation/moment.ts';
import type { Dossier, Review } from '../../../core/risk/review.ts';
import type { Session } from '../ports.ts';
import { formProof } from './form-proof.ts';

/** Longer than any reason needs to be, short enough for one row of a table. */
export const maximumRationale = 4000;

export interface DecisionFormInput {
  readonly review: Review;
  readonly dossier: Dossier;
  readonly session: Session;
  /** Random, for one rendering of the form. */
  readonly nonce: string;
  readonly rationale: {
    readonly minimumCharacters: number;
    /** Whether an approval needs one too; a rejection always does. */
    readonly onApprove: boolean;
  };
  /** What was typed and why it was not taken. */
  readonly problem?: { readonly message: string; readonly choice: string; readonly rationale: string };
}

/** What a decision form's token is bound to: another review, round or dossier is another form. */
export const decisionSubject = (review: Pick<Review, 'exceptionId' | 'round' | 'dossierHash'>): string =>
  `decision|${review.exceptionId}|${review.round}|${review.dossierHash}`;

const choice = (value: string, label: string, hint: string, chosen: string | undefined): Html =>
  html`<label class="choice"><input type="radio" name="choice" value="${value}" required${value === chosen ? trusted(' checked') : none}><span><b>${label}</b><span class="hint">${hint}</span></span></label>`;

/** The only thing in the portal that decides. */
export const decisionForm = (input: DecisionFormInput): Html => {
  const { review, dossier, session, nonce, problem, rationale } = input;
  const until = day(dossier.requestedUntil);
  const { minimumCharacters, onApprove } = rationale;
  return html`<form method="post" action="/reviews/${review.exceptionId}/decision" class="card noprint" aria-labelledby="decide">
<h2 id="decide">Your decision</h2>
${problem ? html`<p class="error" role="alert" id="problem">${problem.message}</p>` : none}
<input type="hidden" name="round" value="${review.round}">
<input type="hidden" name="dossierHash" value="${review.dossierHash}">
${formProof(session, decisionSubject(review), nonce)}
<fieldset><legend>May ${dossier.apiName} run nonconforming until ${until}?</legend>
${choice('APPROVE', 'Approve, on conditions', `Every alternate measure has to be proven before the exception becomes active. It ends on ${until} at the latest.`, problem?.choice)}
${choice('REJECT', 'Reject', 'The API gets no permission to run nonconforming. Its owner is told, and has to close the gaps or file a new request.', problem?.choice)}
</fieldset>
<div class="field"><label for="rationale">Rationale</label>
<span class="hint" id="rationale-hint">${onApprove ? 'At' : 'Needed to reject: at'} least ${minimumCharacters} characters. Kept with your name, shown to the owner and to auditors.</span>
<textarea id="rationale" name="rationale"${onApprove ? html` required minlength="${minimumCharacters}"` : none} maxlength="${maximumRationale}" aria-describedby="rationale-hint${problem ? ' problem' : ''}"${problem ? trusted(' aria-invalid="true" autofocus') : none}>${problem?.rationale ?? ''}</textarea></div>
<button>Record my decision</button>
</form>`;
};
