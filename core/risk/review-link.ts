import type { LinkId, PersonId } from '../identifiers.ts';
import { macOf } from './link.ts';
import type { LinkSigner } from './ports.ts';

/** The one builder of review addresses. It leads to a page; it decides nothing and proves nobody's identity. */
export const reviewLink = async (
  portalUrl: string,
  linkId: LinkId,
  person: PersonId,
  signer: LinkSigner,
): Promise<string> => `${portalUrl.replace(/\/$/, '')}/r/${linkId}.${await macOf(linkId, person, signer)}`;
