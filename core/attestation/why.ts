import type { ApiRecord } from '../inventory/api-record.ts';
import { sourceKind } from '../inventory/evidence-sources.ts';
import type { Candidate } from './candidates.ts';
import { factTitles, isValueFact, provenancedOf } from './fact.ts';

const sourcesOf = (record: ApiRecord, candidate: Candidate): string => {
  const known = isValueFact(candidate.fact) ? provenancedOf(record, candidate.fact) : undefined;
  if (!known) return '';
  const titles = [known.source, ...known.others.map(({ source }) => source)].map(
    (one) => sourceKind(one).title,
  );
  return [...new Set(titles)].join(', ');
};

/** Why the person is asked, in one sentence to that person. */
export const whyAsked = (candidate: Candidate): string => {
  const { record, fact, reason } = candidate;
  const title = factTitles[fact].toLowerCase();
  switch (reason) {
    case 'OWNER_LEFT':
      return 'The owner that sources name is not in the register, so nobody answers for this API.';
    case 'DISOWNED':
      return 'Whoever was asked before said that it is not theirs, or did not know.';
    case 'NO_ANSWER':
      return 'The owner was asked, reminded and did not answer, and neither did the manager.';
    case 'CONFLICT':
      return `Sources disagree on the ${title} (${sourcesOf(record, candidate)}).`;
    case 'CHANGED':
      return `The ${title} is another one than when it was confirmed last.`;
    case 'RISKY':
      return `The API is of tier ${record.tier?.toLowerCase() ?? 'unknown'} and nobody has confirmed its ${title} yet.`;
    case 'UNKNOWN':
      return `No source knows the ${title}.`;
    case 'UNSEEN':
      return 'No configuration and no traffic showed it lately, only what people and documents say.';
    case 'DUE':
      return `It is time to confirm the ${title} again; evidence cannot do it.`;
  }
};
