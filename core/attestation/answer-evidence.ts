import {
  type DataClass,
  dataClasses,
  type Evidence,
  type Exposure,
  evidenceOf,
  exposures,
  type Lifecycle,
  lifecycles,
} from '../inventory/evidence.ts';
import type { GivenAnswer } from './question.ts';

const oneOf = <Value extends string>(values: readonly Value[], text: string): Value | undefined =>
  values.find((value) => value === text);

const said = ({ question, answer }: GivenAnswer): Partial<Evidence> | undefined => {
  const value =
    answer.kind === 'correct' ? answer.value : answer.kind === 'confirm' ? question.shown : undefined;
  if (value === undefined) return undefined;
  switch (question.fact) {
    case 'owner':
      return { owner: value };
    case 'purpose':
      return { purpose: value };
    case 'exposure': {
      const exposure = oneOf<Exposure>(exposures, value);
      return exposure && { exposure };
    }
    case 'dataClass': {
      const dataClass = oneOf<DataClass>(dataClasses, value);
      return dataClass && { dataClass };
    }
    case 'existence': {
      const lifecycle = answer.kind === 'confirm' ? 'active' : oneOf<Lifecycle>(lifecycles, value);
      return lifecycle && { lifecycle };
    }
    case 'exception':
      return undefined;
  }
};

/**
 * What an answer tells the catalogue: one statement, dated when the list was submitted, so that it fades like every
 * other. Passed on, disowned and not known say nothing; an answer to a statement that was known to be false never
 * comes here.
 */
export const answerEvidence = (given: GivenAnswer): Evidence | undefined => {
  const { question, listId, at } = given;
  const fact = question.seeded ? undefined : said(given);
  return (
    fact &&
    evidenceOf({
      source: 'attestation',
      locator: `attestation/${listId}/${question.questionId}`,
      apiName: question.apiName,
      ...question.identity,
      ...fact,
      observedAt: at,
    })
  );
};
