declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** An API in the catalogue, stable over cycles: see `apiIdFor` in `inventory/api-record.ts`. */
export type ApiId = Branded<'ApiId'>;
/** One governance cycle, `cycle-2026-11-24-01`-like: sortable, ≤ 60 characters of `[A-Za-z0-9-]`. */
export type CycleId = Branded<'CycleId'>;
/** One exception: the request to run one nonconforming API with compensating controls until a date. */
export type ExceptionId = Branded<'ExceptionId'>;
/** One migration of one API. */
export type MigrationId = Branded<'MigrationId'>;
/** A row that routes one recipient to one review; random, 128 bit, no authority of its own. */
export type LinkId = Branded<'LinkId'>;
/** A person as the identity provider knows them: `iss|sub`. Never an e-mail address. */
export type PersonId = Branded<'PersonId'>;

export const apiId = (value: string): ApiId => value as ApiId;
export const cycleId = (value: string): CycleId => value as CycleId;
export const exceptionId = (value: string): ExceptionId => value as ExceptionId;
export const migrationId = (value: string): MigrationId => value as MigrationId;
export const linkId = (value: string): LinkId => value as LinkId;
export const personId = (issuer: string, subject: string): PersonId => `${issuer}|${subject}` as PersonId;
