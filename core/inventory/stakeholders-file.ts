import * as z from 'zod';
import { personId } from '../identifiers.ts';
import type { InputProblem } from '../input-problem.ts';
import { readListFile } from './list-file.ts';
import { roles, type Stakeholder, seatNames } from './stakeholder.ts';

const period = { from: z.iso.date(), until: z.iso.date() };
const deputyship = z.union(
  [
    z.strictObject({ ...period, from: period.from.exactOptional(), seat: z.enum(seatNames) }),
    z.strictObject({ ...period, from: period.from.exactOptional(), role: z.enum(roles) }),
  ],
  { error: 'A deputyship is `seat` or `role`, with `until` and perhaps `from` as YYYY-MM-DD' },
);

const entry = z.object({
  subject: z.string().min(1),
  name: z.string().min(1),
  mail: z.email(),
  roles: z.array(z.enum(roles)).default([]),
  seats: z.array(z.enum(seatNames)).default([]),
  deputyFor: z.array(deputyship).exactOptional(),
  absent: z
    .array(
      z.strictObject(period).refine(({ from, until }) => from <= until, {
        message: 'The absence ends before it begins',
      }),
    )
    .exactOptional(),
  /** Subject of the manager. */
  manager: z.string().min(1).exactOptional(),
  answersFor: z.array(z.string().min(1)).exactOptional(),
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
  const found: InputProblem[] = [];
  for (const { subject, manager, ...person } of entries) {
    if (bySubject.has(subject)) {
      found.push({
        file,
        message: `The subject ${subject} stands twice; the first entry counts.`,
        fix: 'Keep one entry for each person.',
      });
      continue;
    }
    bySubject.set(subject, {
      person: personId(issuer, subject),
      ...person,
      ...(manager === undefined ? {} : { manager: personId(issuer, manager) }),
    });
  }
  for (const { subject, manager } of entries) {
    if (manager === undefined || (bySubject.has(manager) && manager !== subject)) continue;
    found.push({
      file,
      message: `The manager of ${subject} is ${manager === subject ? 'the person' : 'nobody of this file'}.`,
      fix: 'Write the subject of somebody else who stands in the file, or take `manager` out.',
    });
  }
  return { stakeholders: [...bySubject.values()], problems: [...problems, ...found] };
};
