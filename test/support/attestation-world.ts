import { loadPolicy } from '../../aws/policy.ts';
import { attestationPolicy } from '../../core/attestation/policy.ts';
import type { GivenAnswer, Question } from '../../core/attestation/question.ts';
import { apiId, personId } from '../../core/identifiers.ts';
import type { ApiRecord, Provenanced } from '../../core/inventory/api-record.ts';
import { type Evidence, type EvidenceSource, evidenceOf } from '../../core/inventory/evidence.ts';
import type { Role, Stakeholder } from '../../core/inventory/stakeholder.ts';

export const policy = loadPolicy('attestation', attestationPolicy);
export const monday = new Date('2026-11-23T06:00:00.000Z');
export const day = (days: number, from = monday): Date => new Date(from.getTime() + days * 86_400_000);

export const who = (subject: string) => personId('https://id.bank.test', subject);
export const stakeholder = (
  subject: string,
  roles: readonly Role[],
  more: Partial<Stakeholder> = {},
): Stakeholder => ({
  person: who(subject),
  name: `${subject.slice(0, 1).toUpperCase()}${subject.slice(1)} Doe`,
  mail: `${subject}@bank.test`,
  roles,
  seats: [],
  ...more,
});

/** Ada owns APIs and has a manager, Bo owns others, Eve and Emil stand in for owners that there are not. */
export const register: readonly Stakeholder[] = [
  stakeholder('ada', ['it'], { manager: who('max') }),
  stakeholder('bo', ['it'], { answersFor: ['cards-team'] }),
  stakeholder('max', ['business']),
  stakeholder('eve', ['enterprise-architecture']),
  stakeholder('emil', ['enterprise-architecture']),
];

export const sourced = <T>(
  value: T,
  others: readonly T[] = [],
  source: EvidenceSource = 'backstage',
): Provenanced<T> => ({
  value,
  source,
  locator: 'catalogue.yaml',
  confidence: 0.8,
  others: others.map((other) => ({
    value: other,
    source: 'workshop' as const,
    locator: 'w',
    confidence: 0.2,
  })),
});

export const seenInUse = (at = monday.toISOString()): Evidence =>
  evidenceOf({ source: 'api-gateway-access-log', locator: 'logs', observedAt: at });

/** An API that Ada owns, of which everything is known and nothing contested. */
export const owned = (name: string, more: Partial<ApiRecord> = {}): ApiRecord => ({
  apiId: apiId(`${name}-00000000`),
  name: sourced(name),
  owner: sourced('ada@bank.test'),
  purpose: sourced(`${name} for partners`),
  exposure: sourced('partner' as const),
  dataClass: sourced('confidential' as const),
  partners: [],
  tier: 'MEDIUM',
  hosts: [`${name}.bank.test`],
  places: [{ host: `${name}.bank.test`, basePath: '' }],
  resources: [`name:${name}`],
  merges: [],
  endpoints: [],
  evidence: [seenInUse()],
  confidence: 0.9,
  stale: [],
  firstSeenCycle: 'cycle-1',
  lastSeenCycle: 'cycle-1',
  ...more,
});

/** What a person answered to a question. */
export const given = (
  question: Question,
  subject: string,
  answer: GivenAnswer['answer'],
  at = monday.toISOString(),
): GivenAnswer => ({ listId: 'list', person: who(subject), question, answer, at, seconds: 20, edits: 0 });
