import type { AttestationPolicy } from '../../core/attestation/policy.ts';
import type { Attestations } from '../../core/attestation/ports.ts';
import type { Ledgers } from '../../core/audit/ledgers.ts';
import type { Audits } from '../../core/inventory/audit/audits.ts';
import type { CatalogueOverview } from '../../core/inventory/catalogue-overview.ts';
import type { Corrections } from '../../core/inventory/correction.ts';
import type { PeoplePolicy } from '../../core/people/policy.ts';
import type { Catalogue, Clock, Cycles, Documents, Ids, Stakeholders } from '../../core/ports.ts';
import type { CastVotePorts } from '../../core/risk/cast-vote.ts';
import type { LinkSigner, Reviews } from '../../core/risk/ports.ts';
import type { Actor } from '../../core/risk/review.ts';
import type { Workshops } from '../../core/workshop/ports.ts';

/** A signed-in browser. The cookie holds a random id; the store holds only its hash. */
export interface Session {
  readonly actor: Actor;
  /** Bound into every form of this session. */
  readonly csrfSecret: string;
  readonly expiresAt: string;
}

/** Between the start of a sign-in and its return; lives in a cookie of that browser, so that a GET writes nothing. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Path to go on to. */
  readonly returnTo: string;
}

export interface Sessions {
  put(id: string, session: Session): Promise<void>;
  get(id: string): Promise<Session | undefined>;
  delete(id: string): Promise<void>;
}

/** The bank's identity provider. */
export interface RelyingParty {
  newAttempt(): Omit<SignInAttempt, 'returnTo'>;
  /** Address to send the browser to. */
  authorizationUrl(attempt: SignInAttempt): Promise<string>;
  /** @throws SignInRefused when the answer does not belong to the attempt or the provider said no */
  signedIn(query: string, attempt: SignInAttempt): Promise<Actor>;
}

/** The provider's answer is not a sign-in: refused there, too late, or not ours. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

export interface PortalPorts extends Omit<CastVotePorts, 'reviews'> {
  /** Origin and base of every address, no slash at the end. */
  readonly portalUrl: string;
  readonly sessions: Sessions;
  readonly relyingParty: RelyingParty;
  readonly stakeholders: Pick<Stakeholders, 'list'>;
  readonly catalogue: Pick<Catalogue, 'get' | 'list' | 'results' | 'history'>;
  readonly overview: CatalogueOverview;
  readonly corrections: Corrections;
  readonly ledgers: Pick<Ledgers, 'append'>;
  readonly workshops: Workshops;
  readonly attestations: Attestations;
  readonly audits: Audits;
  readonly cycles: Pick<Cycles, 'latest'>;
  readonly documents: Pick<Documents, 'getJson'>;
  readonly reviews: Reviews;
  readonly signer: LinkSigner;
  readonly peoplePolicy: PeoplePolicy;
  readonly attestationPolicy: AttestationPolicy;
  readonly clock: Clock;
  readonly ids: Ids;
}
