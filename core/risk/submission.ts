import { type ExceptionId, personId } from '../identifiers.ts';
import type { InputProblem } from '../input-problem.ts';
import { type ApiRecord, slugOf } from '../inventory/api-record.ts';
import type { Stakeholder } from '../inventory/stakeholder.ts';
import { buildDossier, type KnownApi } from './dossier.ts';
import { readExceptionRequest, requestProblem } from './exception-request.ts';
import type { RiskPolicy } from './policy.ts';
import type { Dossier } from './review.ts';
import { endOfDay } from './round.ts';

export interface SubmissionContext {
  readonly exceptionId: ExceptionId;
  readonly round: number;
  readonly catalogue: readonly ApiRecord[];
  readonly stakeholders: readonly Stakeholder[];
  /** Identity provider of the subjects that the request names. */
  readonly issuer: string;
  readonly policy: RiskPolicy;
  readonly now: Date;
}

export type Submission =
  | { readonly ok: true; readonly dossier: Dossier }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

const dayMs = 86_400_000;

const repeated = (ids: readonly string[]): number => ids.findIndex((id, index) => ids.indexOf(id) !== index);

/**
 * Reads and judges one request (G0): the worksheet is complete, each gap has a compensating control, the date is
 * within the maximum of the tier, and people and API are known. A refusal lists everything that is to be completed.
 */
export const submit = (text: string, file: string, context: SubmissionContext): Submission => {
  const read = readExceptionRequest(text, file);
  if (!read.ok) return read;
  const { request, lineAt } = read;
  const problems: InputProblem[] = [];
  const problem = (path: readonly (string | number)[], message: string, fix: string) => {
    problems.push(requestProblem(file, lineAt, path, message, fix));
  };

  const person = (subject: string) =>
    context.stakeholders.find((known) => known.person === personId(context.issuer, subject));
  const requester = person(request.requester);
  for (const field of ['requester', 'apiOwner'] as const)
    if (!person(request[field]))
      problem(
        [field],
        `${request[field]} is nobody we know.`,
        'Enter them in stakeholders.yaml, or correct the subject.',
      );

  const gapIds = request.gaps.map(({ gapId }) => gapId);
  const controlIds = request.controls.map(({ controlId }) => controlId);
  const twiceGap = repeated(gapIds);
  if (twiceGap >= 0)
    problem(['gaps', twiceGap, 'gapId'], `${gapIds[twiceGap]} stands twice.`, 'Give each gap its own id.');
  const twiceControl = repeated(controlIds);
  if (twiceControl >= 0)
    problem(
      ['controls', twiceControl, 'controlId'],
      `${controlIds[twiceControl]} stands twice.`,
      'Give each control its own id.',
    );
  for (const [index, gapId] of gapIds.entries())
    if (!request.controls.some((control) => control.gapIds.includes(gapId)))
      problem(
        ['gaps', index],
        `No control compensates ${gapId}.`,
        'Add a control that names the gap in gapIds, or close the gap.',
      );
  for (const [index, control] of request.controls.entries())
    for (const [at, gapId] of control.gapIds.entries())
      if (!gapIds.includes(gapId))
        problem(
          ['controls', index, 'gapIds', at],
          `There is no gap ${gapId}.`,
          'Name a gap of this request.',
        );

  const api = knownApi(request.api, context.catalogue, problem);
  if (!api || !requester) return { ok: false, problems };
  const dossier = buildDossier({ ...context, requesterName: requester.name }, request, api, context.policy);
  const until = endOfDay(request.requestedUntil);
  const days = context.policy.maximumDays[dossier.tier];
  const latest = new Date(context.now.getTime() + days * dayMs).toISOString().slice(0, 10);
  if (until <= context.now)
    problem(['requestedUntil'], `${request.requestedUntil} is over.`, `Ask for a day up to ${latest}.`);
  else if (request.requestedUntil > latest)
    problem(
      ['requestedUntil'],
      `An exception of tier ${dossier.tier} lasts at most ${days} days.`,
      `Ask for a day up to ${latest}, or lower the residual risk.`,
    );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, dossier };
};

const knownApi = (
  name: string,
  catalogue: readonly ApiRecord[],
  problem: (path: readonly string[], message: string, fix: string) => void,
): KnownApi | undefined => {
  const named = catalogue.filter((record) => slugOf(record.name.value) === slugOf(name));
  const [record] = named;
  if (!record || named.length > 1) {
    const message = record ? `${named.length} APIs are called ${name}.` : `The catalogue has no API ${name}.`;
    problem(
      ['api'],
      message,
      'Write the name as the catalogue has it, or have the API entered at the workshop.',
    );
    return undefined;
  }
  const { owner, exposure, dataClass } = record;
  const facts = { owner, data_class: dataClass, exposure };
  for (const [fact, value] of Object.entries(facts))
    if (!value)
      problem(['api'], `The ${fact} of ${name} is not known.`, `State ${fact} in the workshop inventory.`);
  if (!owner || !exposure || !dataClass) return undefined;
  return { record, owner: owner.value, exposure: exposure.value, dataClass: dataClass.value };
};
