import { documentLimits, readDocument } from '../documentation/read-document.ts';
import type { GatewayApi } from '../gateway/gateway-api.ts';
import type { InputProblem } from '../input-problem.ts';
import { type Clock, DocumentNotFound, type Documents, type Intake } from '../ports.ts';
import type { Collected } from './collect-source.ts';
import { type CollectBatch, type CollectorName, collectors } from './collection-plan.ts';
import { cycleKeys } from './cycle-keys.ts';
import { type DeclaredDocument, declaredDocument } from './declared-document.ts';
import type { Declarations } from './entities.ts';
import type { Evidence } from './evidence.ts';
import { exceptionClaim } from './exception-claims.ts';
import { readIntakeFiles } from './intake-files.ts';
import { type Partner, readPartners } from './partners-file.ts';
import { readWorkshop } from './workshop.ts';

/** Everything that is declared, without the gateways' configurations, which stay in their own documents. */
export interface StoredDeclarations extends Omit<Declarations, 'gateways'> {
  readonly partners: readonly Partner[];
  /** `account/region` of collectors that could not read everything. */
  readonly unread: readonly string[];
}

const handedIn = async (intake: Intake, observedAt: string) => {
  const claims: Evidence[] = [];
  const documents: DeclaredDocument[] = [];
  const problems: InputProblem[] = [];
  const workshop = await readIntakeFiles(intake, 'workshop/', ['csv'], 5 * 1024 * 1024);
  const exceptions = await readIntakeFiles(intake, 'exceptions/', ['yaml', 'yml']);
  const specs = await readIntakeFiles(intake, 'specs/', ['yaml', 'yml', 'json'], documentLimits.maxBytes);
  const partners = await readIntakeFiles(intake, 'partners.yaml', ['yaml']);
  for (const { key, text } of workshop.files) {
    const read = readWorkshop(text, key, observedAt);
    claims.push(...read.evidence);
    problems.push(...read.problems);
  }
  for (const { key, text } of exceptions.files) {
    const claim = exceptionClaim(text, key, observedAt);
    claims.push(...claim.evidence);
    problems.push(...claim.problems);
  }
  for (const { key, text } of specs.files) {
    const reading = readDocument(text, key);
    documents.push(declaredDocument(key, reading));
    problems.push(...reading.problems);
  }
  const contracts = partners.files.map(({ key, text }) => readPartners(text, key));
  return {
    claims,
    documents,
    partners: contracts.flatMap((one) => one.partners),
    problems: [
      ...[workshop, exceptions, specs, partners].flatMap((one) => one.problems),
      ...problems,
      ...contracts.flatMap((one) => one.problems),
    ],
  };
};

/** A batch without a result is a collector that died: its place is unread, never empty. */
const collectedBy = async (
  documents: Documents,
  batch: CollectBatch,
  collector: CollectorName,
): Promise<Collected> => {
  const { account, region, cycleId, batchId } = batch;
  try {
    return await documents.getJson<Collected>(cycleKeys(cycleId).collected(batchId, collector));
  } catch (error) {
    if (!(error instanceof DocumentNotFound)) throw error;
    return {
      account,
      region,
      collector,
      read: 0,
      unread: 'the collector ended without a result',
      unknown: [],
    };
  }
};

const unreadProblems = ({ account, region, collector, unread, unknown }: Collected): InputProblem[] => {
  const fix = 'Check the read role of this account; what it holds is unknown until the next cycle.';
  const place = `${account}/${region} ${collector}`;
  return [
    ...(unread === undefined
      ? []
      : [{ file: place, message: `The APIs could not be listed: ${unread}.`, fix }]),
    ...unknown.map(({ evidence, reason }) => ({
      file: place,
      message: `${evidence.apiName ?? evidence.locator} could not be read: ${reason}.`,
      fix,
    })),
  ];
};

export interface ReadDeclarations extends StoredDeclarations {
  readonly gateways: readonly GatewayApi[];
  readonly problems: readonly InputProblem[];
}

export const storedGateways = async (documents: Documents, cycleId: string): Promise<GatewayApi[]> => {
  const gateways: GatewayApi[] = [];
  for (const key of await documents.list(cycleKeys(cycleId).gateways))
    gateways.push(await documents.getJson<GatewayApi>(key));
  return gateways;
};

/** Gathers what gateways, documents and people declare in one cycle, and says what could not be read. */
export const readDeclarations = async (
  cycleId: string,
  intake: Intake,
  documents: Documents,
  clock: Clock,
): Promise<ReadDeclarations> => {
  const observedAt = clock.now().toISOString();
  const { claims, partners, problems, ...declared } = await handedIn(intake, observedAt);
  const batches = await documents.getJson<readonly CollectBatch[]>(cycleKeys(cycleId).collectBatches);
  const collected: Collected[] = [];
  for (const batch of batches) {
    for (const collector of collectors) collected.push(await collectedBy(documents, batch, collector));
  }
  return {
    observedAt,
    gateways: await storedGateways(documents, cycleId),
    documents: declared.documents,
    claims: [...claims, ...collected.flatMap((one) => one.unknown.map(({ evidence }) => evidence))],
    partners,
    unread: [
      ...new Set(
        collected
          .filter((one) => one.unread !== undefined || one.unknown.length > 0)
          .map((one) => `${one.account}/${one.region}`),
      ),
    ],
    problems: [...collected.flatMap(unreadProblems), ...problems],
  };
};
