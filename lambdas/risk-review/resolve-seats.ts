import * as z from 'zod';
import { dynamoReviews } from '../../aws/dynamodb/reviews.ts';
import { dynamoStakeholders } from '../../aws/dynamodb/stakeholders.ts';
import { loadPolicy } from '../../aws/policy.ts';
import { s3Documents } from '../../aws/s3/documents.ts';
import { exceptionId } from '../../core/identifiers.ts';
import type { Documents, Stakeholders } from '../../core/ports.ts';
import { type RiskPolicy, riskPolicy } from '../../core/risk/policy.ts';
import type { Reviews } from '../../core/risk/ports.ts';
import type { Dossier } from '../../core/risk/review.ts';
import { resolveSeats } from '../../core/risk/seats.ts';
import { task } from '../edge/task.ts';

export const input = z.object({
  exceptionId: z.string().min(1).transform(exceptionId),
  dossierKey: z.string().min(1),
});

export interface ResolveSeatsPorts {
  readonly reviews: Pick<Reviews, 'read'>;
  readonly documents: Pick<Documents, 'getJson'>;
  readonly stakeholders: Pick<Stakeholders, 'list'>;
  readonly policy: RiskPolicy;
}

export const run = async (event: z.output<typeof input>, ports: ResolveSeatsPorts) => {
  const open = (await ports.reviews.read(event.exceptionId))?.review;
  // The seats of an open round were resolved when it opened, and stay.
  const resolved =
    open?.dossierKey === event.dossierKey
      ? ({ kind: 'FILLABLE', seats: open.seats } as const)
      : resolveSeats(
          await ports.documents.getJson<Dossier>(event.dossierKey),
          await ports.stakeholders.list(),
          ports.policy,
        );
  if (resolved.kind === 'FILLABLE') return { outcome: 'FILLABLE', seats: resolved.seats.length };
  if (resolved.kind === 'TOO_MANY') return { outcome: 'UNFILLABLE', candidates: resolved.candidates };
  return { outcome: 'UNFILLABLE', empty: resolved.seats };
};

export const handler = task(input, run, () => ({
  reviews: dynamoReviews(),
  documents: s3Documents(),
  stakeholders: dynamoStakeholders(),
  policy: loadPolicy('risk', riskPolicy),
}));
