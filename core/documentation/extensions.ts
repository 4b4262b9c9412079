import type { DataClass, Exposure } from '../inventory/api-record.ts';
import { type Mapping, mappingAt, textOf } from './mapping.ts';

/** Extensions may stand in `info` or at the top of the document. */
const extension = (document: Mapping, ...names: readonly string[]): string | undefined => {
  const info = mappingAt(document, 'info');
  for (const name of names) {
    const value = textOf(info[name]) || textOf(document[name]);
    if (value) return value;
  }
  return undefined;
};

/** The owning team. */
export const ownerOf = (document: Mapping): string | undefined =>
  extension(document, 'x-owner', 'x-api-owner', 'x-owner-team');

/** The catalogue's name of the API, where it differs from the title. */
export const apiNameOf = (document: Mapping): string | undefined =>
  extension(document, 'x-gatehouse-api') ?? (textOf(mappingAt(document, 'info').title) || undefined);

/** Audiences of the Zalando guideline (rule 219) and our three words, by who can reach the API. */
const audiences: Readonly<Record<string, Exposure>> = {
  internal: 'internal',
  'component-internal': 'internal',
  'business-unit-internal': 'internal',
  'company-internal': 'internal',
  partner: 'partner',
  'external-partner': 'partner',
  public: 'public',
  'external-public': 'public',
};

export const exposureOf = (document: Mapping): Exposure | undefined => {
  const audience = extension(document, 'x-audience')?.toLowerCase();
  return audience !== undefined && Object.hasOwn(audiences, audience) ? audiences[audience] : undefined;
};

const dataClasses: readonly string[] = [
  'public',
  'internal',
  'confidential',
  'secret',
] satisfies readonly DataClass[];

export const dataClassOf = (document: Mapping): DataClass | undefined => {
  const name = extension(document, 'x-data-classification', 'x-data-class')?.toLowerCase();
  return name !== undefined && dataClasses.includes(name) ? (name as DataClass) : undefined;
};
