import { timingSafeEqual } from 'node:crypto';
import type { ExceptionId, LinkId, PersonId } from '../identifiers.ts';
import type { Clock, Ids } from '../ports.ts';
import type { LinkSigner, Reviews } from './ports.ts';

/**
 * A link id carries what its MAC is over, so that garbage is refused before anything is read:
 * 128 random bits, the round and the end of validity (Unix seconds), the latter two in base 36.
 */
const form = /^([A-Za-z0-9_-]{22})-([0-9a-z]{1,4})-([0-9a-z]{6,8})$/;
const macBytes = 16;

export const makeLinkId = (ids: Ids, round: number, expiresAt: Date): LinkId =>
  `${ids.random(16)}-${round.toString(36)}-${Math.floor(expiresAt.getTime() / 1000).toString(36)}` as LinkId;

/** First 16 bytes of HMAC-SHA-256 over `v1|linkId|person|round|exp`, base64url. Undefined for what is no link id. */
export const macOf = async (
  linkId: string,
  person: PersonId,
  signer: LinkSigner,
): Promise<string | undefined> => {
  const [, , round, end] = form.exec(linkId) ?? [];
  if (!round || !end) return undefined;
  const message = `v1|${linkId}|${person}|${Number.parseInt(round, 36)}|${Number.parseInt(end, 36)}`;
  return Buffer.from(await signer.mac(message))
    .subarray(0, macBytes)
    .toString('base64url');
};

/** Where a link leads the person who is signed in. Routing only: what they may do there is judged anew. */
export type ResolvedLink =
  | { readonly kind: 'REVIEW'; readonly exceptionId: ExceptionId; readonly round: number }
  /** Past its validity: the page still shows what became of the review. */
  | { readonly kind: 'EXPIRED'; readonly exceptionId: ExceptionId; readonly round: number }
  /** Cut off, made up, made for somebody else, or gone. One answer for all: it says nothing about other people's links. */
  | { readonly kind: 'UNKNOWN' };

/** Resolves `<linkId>.<mac>` for the signed-in person. A wrong MAC is refused before the store is asked. Changes nothing. */
export const resolveLink = async (
  text: string,
  person: PersonId,
  ports: { readonly signer: LinkSigner; readonly reviews: Pick<Reviews, 'link'>; readonly clock: Clock },
): Promise<ResolvedLink> => {
  const [linkId = '', mac = '', ...rest] = text.length > 128 ? [] : text.split('.');
  if (rest.length > 0 || !/^[A-Za-z0-9_-]{22}$/.test(mac)) return { kind: 'UNKNOWN' };
  const expected = await macOf(linkId, person, ports.signer);
  if (!expected || !timingSafeEqual(Buffer.from(expected), Buffer.from(mac))) return { kind: 'UNKNOWN' };
  const link = await ports.reviews.link(linkId as LinkId);
  if (!link || link.person !== person) return { kind: 'UNKNOWN' };
  const kind = ports.clock.now() < new Date(link.expiresAt) ? 'REVIEW' : 'EXPIRED';
  return { kind, exceptionId: link.exceptionId, round: link.round };
};
