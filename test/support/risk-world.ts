import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadPolicy } from '../../aws/policy.ts';
import { cycleId, exceptionId, personId } from '../../core/identifiers.ts';
import type { ApiRecord } from '../../core/inventory/api-record.ts';
import { apiIdFor } from '../../core/inventory/api-record.ts';
import type { SeatName, Stakeholder } from '../../core/inventory/stakeholder.ts';
import { type CastVotePorts, castVote } from '../../core/risk/cast-vote.ts';
import { exceptionIdFor } from '../../core/risk/exception-id.ts';
import { loadCase } from '../../core/risk/load-case.ts';
import { openRound } from '../../core/risk/open-round.ts';
import { riskPolicy } from '../../core/risk/policy.ts';
import type { Mailer } from '../../core/risk/ports.ts';
import type { VoteRequest } from '../../core/risk/review.ts';
import { memoryCatalogue } from './memory/catalogue.ts';
import { fixedClock } from './memory/clock.ts';
import { memoryCycles } from './memory/cycles.ts';
import { memoryDocuments } from './memory/documents.ts';
import { memoryIntake } from './memory/intake.ts';
import { memoryLinkSigner, memoryReviews } from './memory/reviews.ts';
import { memoryStakeholders } from './memory/stakeholders.ts';
import { plainRecord, said } from './provenanced.ts';

export const issuer = 'https://id.bank.test';
export const person = (subject: string) => personId(issuer, subject);
export const policy = loadPolicy('risk', riskPolicy);
export const tickSeconds = 86_400;
export const requestKey = 'exceptions/h2h-files.yaml';
export const requestText = readFileSync(
  fileURLToPath(new URL('../fixtures/risk/h2h-files.yaml', import.meta.url)),
  'utf8',
);
export const theException = exceptionIdFor(requestKey);
export const theCycle = cycleId('cycle-2026-11-24-01');
export const opened = '2026-11-24T08:00:00.000Z';

const stakeholder = (subject: string, ...seats: SeatName[]): Stakeholder => ({
  person: person(subject),
  name: `${subject.slice(0, 1).toUpperCase()}${subject.slice(1)} Doe`,
  mail: `${subject}@bank.test`,
  roles: ['risk'],
  seats,
});

/** Rita and Sven hold the seat RISK; so do Olga, who asks, and Bruno, who owns the API. */
export const people = [
  stakeholder('rita', 'RISK'),
  stakeholder('sven', 'RISK'),
  stakeholder('olga', 'RISK'),
  stakeholder('bruno', 'RISK'),
  stakeholder('nora'),
];

export const apiRecord: ApiRecord = {
  apiId: apiIdFor('h2h-files', 'h2h.demo-bank.test'),
  name: said('h2h-files'),
  owner: said('files@bank.test'),
  exposure: said('partner' as const),
  dataClass: said('confidential' as const),
  ...plainRecord,
  partners: ['Fintech One', 'Fintech Two'],
  hosts: ['h2h.demo-bank.test'],
  endpoints: [
    {
      method: 'POST',
      template: '/files',
      state: 'bypass',
      documented: false,
      onGateway: false,
      observed: true,
      requests: 1200,
      principals: 2,
    },
  ],
  evidence: [],
  confidence: 0.9,
  firstSeenCycle: theCycle,
  lastSeenCycle: theCycle,
};

/** Keeps what was sent; fails for addresses in `broken`. */
export const memoryMailer = () => {
  const sent: Parameters<Mailer['send']>[0][] = [];
  const broken = new Set<string>();
  return {
    sent,
    broken,
    send: async (mail: Parameters<Mailer['send']>[0]) => {
      if (broken.has(mail.to)) throw new Error('address refused');
      sent.push(mail);
    },
  };
};

/** Task tokens as the service knows them: open ones can be completed once. */
export const memoryCompleter = () => {
  const completed: { token: string; exceptionId: string; round: number }[] = [];
  const closed = new Set<string>();
  return {
    completed,
    closed,
    complete: async (token: string, subject: { exceptionId: string; round: number }) => {
      if (closed.has(token)) return 'STALE' as const;
      closed.add(token);
      completed.push({ token, ...subject });
      return 'COMPLETED' as const;
    },
  };
};

/** Everything a review needs, in memory. `gate` orders the store's operations, see `memoryReviews`. */
export const riskWorld = (options: { readonly text?: string; readonly gate?: () => Promise<void> } = {}) => {
  const files: Record<string, string> = { [requestKey]: options.text ?? requestText };
  const clock = fixedClock(opened);
  const warnings: { message: string; details: object }[] = [];
  let random = 0;
  const store = memoryReviews(options.gate);
  const cycles = memoryCycles();
  const ports = {
    ...store,
    intake: memoryIntake(files),
    catalogue: memoryCatalogue([apiRecord]),
    stakeholders: memoryStakeholders(people),
    documents: memoryDocuments(),
    cycles,
    mailer: memoryMailer(),
    completer: memoryCompleter(),
    signer: memoryLinkSigner(),
    portalUrl: 'https://portal.bank.test',
    policy,
    issuer,
    tickSeconds,
    clock,
    ids: {
      ulid: () => `01${String(++random).padStart(24, '0')}`,
      random: (bytes: number) => Buffer.alloc(bytes, ++random).toString('base64url'),
    },
    log: { warn: (message: string, details: object) => void warnings.push({ message, details }) },
  };
  return { ...ports, files, warnings };
};
export type RiskWorld = ReturnType<typeof riskWorld>;

export const subject = (execution = 'review-1') => ({
  exceptionId: theException,
  requestKey,
  cycleId: theCycle,
  execution,
});

/** Opens the round as the machine does: case, then round, with the token `token-1`. */
export const withOpenRound = async (world: RiskWorld, execution = 'review-1', token = 'token-1') => {
  await world.cycles.start({
    cycleId: theCycle,
    trigger: 'person',
    state: 'RUNNING',
    startedAt: opened,
    counts: {},
    problems: [],
  });
  const loaded = await loadCase(subject(execution), world);
  if (loaded.outcome !== 'READY') throw new Error(`The case is ${loaded.outcome}.`);
  const { dossierKey, basis } = loaded;
  await openRound({ ...subject(execution), dossierKey, basis, token }, world);
  const stored = await world.reviews.read(theException);
  if (!stored) throw new Error('No round was opened.');
  return stored;
};

export const voteRequest = (
  dossierHash: string,
  change: Partial<VoteRequest> & { readonly by?: string } = {},
): VoteRequest => {
  const { by = 'rita', ...rest } = change;
  return {
    exceptionId: theException,
    round: 1,
    choice: 'APPROVE',
    rationale: 'The controls hold and the date is short enough.',
    dossierHash,
    actor: { person: person(by), name: `${by} Doe`, authTime: 1_795_500_000, amr: ['pwd', 'otp'] },
    ...rest,
  };
};

/** Votes on what is open now. */
export const voteNow = async (
  world: CastVotePorts & RiskWorld,
  change: Parameters<typeof voteRequest>[1] = {},
) => {
  const stored = await world.reviews.read(exceptionId(theException));
  return castVote(voteRequest(stored?.review.dossierHash ?? '', change), world);
};
