import type { GatewayApi } from '../../gateway/gateway-api.ts';
import { slugOf } from '../api-record.ts';
import type { DeclaredDocument } from '../declared-document.ts';
import type { Evidence } from '../evidence.ts';
import { type SourceFamily, sourceKind } from '../evidence-sources.ts';
import type { Place } from './places.ts';

/** What sources state to be one thing: the unit that is joined into APIs. */
export interface Thing {
  readonly key: string;
  readonly evidence: readonly Evidence[];
  readonly gateway?: GatewayApi;
  readonly document?: DeclaredDocument;
  readonly places: readonly Place[];
  /** What it hands requests to: ARNs and `host:NAME/base`; undefined when some of it is not known. */
  readonly targets: readonly string[] | undefined;
  /** Host that was seen in traffic or by a scan; it is an API of its own unless what was seen is found elsewhere. */
  readonly seenOnly?: true;
}

const isOf = (families: readonly SourceFamily[]) => {
  const wanted = new Set(families);
  return ({ evidence }: Thing): boolean =>
    evidence.some(({ source }) => wanted.has(sourceKind(source).family));
};

/** Something that was seen to be there: it has a place of its own and is joined by identity, never by name alone. */
export const isFound = isOf(['configuration', 'dns', 'traffic', 'scan']);
export const isConfigured = isOf(['configuration']);

export const isDocument = ({ document, evidence }: Thing): boolean =>
  document !== undefined || evidence.some(({ source }) => sourceKind(source).shows === 'document');

/** A gateway's configuration, of whatever product. */
export const isGatewayThing = ({ gateway, evidence }: Thing): boolean =>
  gateway !== undefined || evidence.some(({ source }) => sourceKind(source).shows === 'gateway');

/** An API of API Gateway, which has an identity that no other thing can have. */
export const hasGatewayId = ({ key }: Thing): boolean => key.startsWith('gateway:');

/** Names that sources give it, as slugs. */
export const namesOf = ({ evidence }: Thing): readonly string[] => [
  ...new Set(evidence.flatMap(({ apiName }) => (apiName && slugOf(apiName) ? [slugOf(apiName)] : []))),
];

const distinct = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

export const accountsOf = ({ gateway, evidence }: Thing): readonly string[] =>
  distinct([gateway?.account, ...evidence.map(({ account }) => account)]);

export const environmentsOf = ({ evidence }: Thing): readonly string[] =>
  distinct(evidence.map(({ environment }) => environment));
