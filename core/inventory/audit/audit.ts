import type { PersonId } from '../../identifiers.ts';
import type { ApiRecord } from '../api-record.ts';
import { lowerBound } from './clopper-pearson.ts';
import type { NetworkEndpoint, NetworkFrame } from './network-frame.ts';
import { seededDraw } from './seeded-draw.ts';

/** What a person found at an endpoint that was drawn. */
export const classifications = ['IN_INVENTORY', 'MISSING', 'NOT_AN_API', 'CANNOT_TELL'] as const;
export type Classification = (typeof classifications)[number];

/** One random audit of what the network shows against the catalogue. */
export interface InventoryAudit {
  readonly auditId: string;
  /** Cycle whose catalogue and leads the frame was made of. */
  readonly cycleId: string;
  readonly openedBy: PersonId;
  /** ISO 8601, UTC. */
  readonly openedAt: string;
  /** With the frame it gives the same draw again. */
  readonly seed: string;
  readonly frameHash: string;
  readonly frameSize: number;
  /** In the order of the draw. */
  readonly drawn: readonly NetworkEndpoint[];
  /** The newest answer of each endpoint that was looked at. */
  readonly answers: readonly AuditAnswer[];
}

export interface AuditAnswer {
  /** Key of the endpoint. */
  readonly endpoint: string;
  readonly classification: Classification;
  readonly by: PersonId;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What was looked at, in the person's words. */
  readonly note?: string;
}

export type AuditResult =
  | { readonly kind: 'OPEN'; readonly drawn: number; readonly answered: number }
  | {
      readonly kind: 'CLOSED';
      readonly drawn: number;
      readonly inInventory: number;
      readonly missing: number;
      readonly notAnApi: number;
      readonly cannotTell: number;
      /** Drawn endpoints that count: all but those that are no API. */
      readonly counted: number;
      /** One-sided 95 % lower bound, 0–1, of the share of the network's APIs that the inventory has. */
      readonly floor: number;
    };

export type NewAudit = Pick<InventoryAudit, 'auditId' | 'cycleId' | 'openedBy' | 'openedAt' | 'seed'>;

/** More than anybody looks at by hand, and what one row of the table holds. */
export const largestSample = 500;

/** @param sampleSize at most `largestSample`; a smaller frame is drawn whole */
export const openAudit = (audit: NewAudit, frame: NetworkFrame, sampleSize: number): InventoryAudit => ({
  ...audit,
  frameHash: frame.hash,
  frameSize: frame.endpoints.length,
  drawn: seededDraw(frame, audit.seed, Math.min(sampleSize, largestSample)),
  answers: [],
});

/** Answers oldest first → the newest of each endpoint, in the order of the draw. */
export const newestAnswers = (
  drawn: InventoryAudit['drawn'],
  answers: readonly AuditAnswer[],
): readonly AuditAnswer[] => {
  const newest = new Map(answers.map((answer) => [answer.endpoint, answer]));
  return drawn.flatMap(({ key }) => newest.get(key) ?? []);
};

/**
 * An audit gives a floor when every endpoint that was drawn has an answer: leaving the hard ones out would choose the
 * sample. What nobody could tell counts as missing; what is no API was never part of the question.
 */
export const auditResult = ({ drawn, answers }: Pick<InventoryAudit, 'drawn' | 'answers'>): AuditResult => {
  const answered = new Map(answers.map(({ endpoint, classification }) => [endpoint, classification]));
  const given = drawn.map(({ key }) => answered.get(key));
  const count = (wanted: Classification | undefined): number => given.filter((one) => one === wanted).length;
  const open = count(undefined);
  if (open > 0 || drawn.length === 0)
    return { kind: 'OPEN', drawn: drawn.length, answered: drawn.length - open };
  const notAnApi = count('NOT_AN_API');
  const inInventory = count('IN_INVENTORY');
  const counted = drawn.length - notAnApi;
  return {
    kind: 'CLOSED',
    drawn: drawn.length,
    inInventory,
    missing: count('MISSING'),
    notAnApi,
    cannotTell: count('CANNOT_TELL'),
    counted,
    floor: lowerBound(inInventory, counted),
  };
};

/** Whether somebody else can repeat the draw from the same frame; a difference means the frame or the draw was changed. */
export const drawHolds = (
  audit: Pick<InventoryAudit, 'seed' | 'frameHash' | 'drawn'>,
  frame: NetworkFrame,
): boolean =>
  frame.hash === audit.frameHash &&
  seededDraw(frame, audit.seed, audit.drawn.length).every(
    ({ key }, index) => key === audit.drawn[index]?.key,
  );

/** APIs of the catalogue that are reached at an endpoint, for the person to compare with: a hint and no answer. */
export const apisAt = (
  { key }: Pick<NetworkEndpoint, 'key'>,
  records: readonly Pick<ApiRecord, 'apiId' | 'name' | 'hosts' | 'resources'>[],
): readonly Pick<ApiRecord, 'apiId' | 'name'>[] =>
  records
    .filter(({ hosts, resources }) => hosts.includes(key) || resources.includes(key))
    .map(({ apiId, name }) => ({ apiId, name }));
