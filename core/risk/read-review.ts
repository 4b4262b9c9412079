import type { ExceptionId } from '../identifiers.ts';
import type { Documents } from '../ports.ts';
import { dossierHash } from './dossier.ts';
import type { Reviews, StoredReview } from './ports.ts';
import type { Dossier, Review } from './review.ts';

export interface ReviewWithDossier {
  readonly review: Review;
  readonly dossier: Dossier;
}

/** The stored dossier is not the one the round was opened on: nobody may decide on it. */
export class DossierMismatch extends Error {
  override readonly name = 'DossierMismatch';
}

const withDossier = async (
  { review }: StoredReview,
  documents: Pick<Documents, 'getJson'>,
): Promise<ReviewWithDossier> => {
  const dossier = await documents.getJson<Dossier>(review.dossierKey);
  if (dossierHash(dossier) !== review.dossierHash)
    throw new DossierMismatch(
      `${review.dossierKey} is not the dossier of ${review.exceptionId} round ${review.round}; see docs/runbook.md#portal-errors.`,
    );
  return { review, dossier };
};

/**
 * One review with the dossier its round was opened on; undefined when there is no such review.
 * @throws DossierMismatch
 */
export const readReview = async (
  exceptionId: ExceptionId,
  ports: { readonly reviews: Pick<Reviews, 'read'>; readonly documents: Pick<Documents, 'getJson'> },
): Promise<ReviewWithDossier | undefined> => {
  const stored = await ports.reviews.read(exceptionId);
  return stored && withDossier(stored, ports.documents);
};

/** Every review with its dossier, open ones first. @throws DossierMismatch */
export const listReviews = async (ports: {
  readonly reviews: Pick<Reviews, 'list'>;
  readonly documents: Pick<Documents, 'getJson'>;
}): Promise<readonly ReviewWithDossier[]> => {
  const read: ReviewWithDossier[] = [];
  for (const stored of await ports.reviews.list()) read.push(await withDossier(stored, ports.documents));
  return read;
};
