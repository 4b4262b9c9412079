import type { ObservedEndpoint } from '../../traffic/endpoints.ts';
import { isGreedy, shapeOf } from '../../traffic/path.ts';
import type { DeclaredOperation } from '../declared-document.ts';
import { relativeTemplate, serversOf } from '../entities.ts';
import type { Evidence, EvidenceOperation, EvidenceSource } from '../evidence.ts';
import { sourceKind } from '../evidence-sources.ts';
import type { Entity } from '../resolution/entity.ts';
import type { SeenBehaviour } from './drift.ts';

/** What sources say of one endpoint, before it is judged. */
export interface EndpointRow {
  readonly method: string;
  /** As the first source writes it; documents come first and give the names. */
  readonly template: string;
  /** Operations of documents whose contents are known. */
  readonly operations: DeclaredOperation[];
  readonly observed: ObservedEndpoint[];
  /** Captures that show use. */
  readonly sightings: { readonly evidence: Evidence; readonly operation: EvidenceOperation }[];
  /** Who names it, configuration left out. */
  readonly sources: Set<EvidenceSource>;
  documented: boolean;
  deprecated: boolean;
}

export interface EndpointRows {
  /** By `rowKey`. */
  readonly byKey: ReadonlyMap<string, EndpointRow>;
  /** The row of an endpoint, made where there is none. */
  row(method: string, template: string): EndpointRow;
}

export const rowKey = ({
  method,
  template,
}: {
  readonly method: string;
  readonly template: string;
}): string => `${shapeOf(template)} ${method}`;

/** Gathers what documents, statements and traffic name; configuration is looked up beside them. */
export const endpointRows = (entity: Entity, observed: readonly ObservedEndpoint[]): EndpointRows => {
  const byKey = new Map<string, EndpointRow>();
  const row = (method: string, template: string): EndpointRow => {
    const key = rowKey({ method, template });
    const known = byKey.get(key);
    if (known) return known;
    const fresh: EndpointRow = {
      method,
      template,
      operations: [],
      observed: [],
      sightings: [],
      sources: new Set(),
      documented: false,
      deprecated: false,
    };
    byKey.set(key, fresh);
    return fresh;
  };
  for (const document of entity.documents) {
    for (const operation of document.operations) {
      const described = row(operation.method, relativeTemplate(entity, document, operation.template));
      described.operations.push(operation);
      described.documented = true;
      described.deprecated ||= operation.deprecated ?? false;
      described.sources.add('openapi-document');
    }
  }
  for (const evidence of entity.evidence) {
    const { family, shows } = sourceKind(evidence.source);
    if (family === 'configuration') continue;
    for (const operation of evidence.operations ?? []) {
      // Who only says where an API is names no endpoint of it.
      if (shows === 'statement' && isGreedy(operation.template)) continue;
      const template = relativeTemplate(entity, serversOf(evidence), operation.template);
      const stated = row(operation.method, template);
      stated.documented ||= shows === 'document';
      stated.deprecated ||= operation.deprecated ?? false;
      stated.sources.add(evidence.source);
      if (shows === 'use') stated.sightings.push({ evidence, operation });
    }
  }
  for (const endpoint of observed) {
    const seen = row(endpoint.method, endpoint.template);
    seen.observed.push(endpoint);
    seen.sources.add(endpoint.source);
  }
  return { byKey, row };
};

const count = <Key>(counts: Map<Key, number>, key: Key, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};

/** What traffic and captures show of an endpoint. A capture names a parameter once, however often it was sent. */
export const behaviourOf = ({ observed, sightings }: EndpointRow): SeenBehaviour => {
  const codes = new Map<number, number>();
  const queryNames = new Map<string, number>();
  for (const one of observed) {
    for (const [code, times] of one.codes ?? []) count(codes, code, times);
    for (const [name, times] of Object.entries(one.queryNames ?? {})) count(queryNames, name, times);
  }
  for (const { operation } of sightings) {
    for (const code of operation.statuses ?? []) count(codes, code, 1);
    for (const name of operation.queryNames ?? []) count(queryNames, name, 2);
  }
  return { codes, queryNames };
};
