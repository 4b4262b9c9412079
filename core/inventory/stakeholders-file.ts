import * as z from 'zod';
import { personId } from '../identifiers.ts';
import type { InputProblem } from '../input-problem.ts';
import { readListFile } from './list-file.ts';
import type { Role, SeatName, Stakeholder } from './stakeholder.ts';

const roles = [
  'business',
  'partners',
  'infrastructure',
  'enterprise-architecture',
  'it',
  'risk',
] as const satisfies readonly Role[];
const seats = ['RISK', 'SECURITY', 'DATA_PROTECTION', 'HEAD_OF_RISK'] as const satisfies readonly SeatName[];

const entry = z.object({
  subject: z.string().min(1),
  name: z.string().min(1),
  mail: z.email(),
  roles: z.array(z.enum(roles)).default([]),
  seats: z.array(z.enum(seats)).default([]),
});

export interface StakeholdersFile {
  readonly stakeholders: readonly Stakeholder[];
  readonly problems: readonly InputProblem[];
}

/** Reads `stakeholders.yaml`: `issuer` and the list `stakeholders`. A subject that stands twice counts once. */
export const readStakeholders = (text: string, file: string): StakeholdersFile => {
  const { entries, problems, rest } = readListFile(text, file, 'stakeholders', entry);
  const { issuer } = rest;
  if (typeof issuer !== 'string' || issuer === '') {
    const missing: InputProblem = {
      file,
      pointer: '/issuer',
      message: 'The issuer of the subjects is not named.',
      fix: 'Write `issuer:` with the URL of the identity provider; nobody is known without it.',
    };
    return { stakeholders: [], problems: problems.length ? problems : [missing] };
  }
  const bySubject = new Map<string, Stakeholder>();
  const repeated: InputProblem[] = [];
  for (const { subject, ...person } of entries) {
    if (bySubject.has(subject)) {
      repeated.push({
        file,
        message: `The subject ${subject} stands twice; the first entry counts.`,
        fix: 'Keep one entry for each person.',
      });
    } else bySubject.set(subject, { person: personId(issuer, subject), ...person });
  }
  return { stakeholders: [...bySubject.values()], problems: [...problems, ...repeated] };
};
