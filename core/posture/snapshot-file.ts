import * as z from 'zod';
import { known, unread } from '../gateway/gateway-api.ts';
import { gatewayApiSchema } from '../gateway/gateway-api-schema.ts';
import type { Clock, GatewayReader } from '../ports.ts';
import { evaluateChecks } from './assess.ts';
import type { PostureReport } from './posture-report.ts';

const calls = z.object({ total: z.number(), byOperation: z.record(z.string(), z.number()) });

const source = z.object({
  account: z.string(),
  region: z.string(),
  accountThrottle: z.object({ rateLimit: z.number(), burstLimit: z.number() }).exactOptional(),
  /** Kinds of API whose list could not be read, with the reason. */
  unlisted: z.array(z.object({ kind: z.enum(['REST', 'HTTP']), reason: z.string() })),
  /** APIs that are known by name only. */
  unread: z.array(
    z.object({ kind: z.enum(['REST', 'HTTP']), id: z.string(), name: z.string(), reason: z.string() }),
  ),
  apis: z.array(gatewayApiSchema),
});
export type SnapshotSource = z.output<typeof source>;

/** What `gatehouse snapshot` saves and `gatehouse posture --snapshot` reads: facts, no values of variables or keys. */
export const snapshotFile = z.object({
  schemaVersion: z.literal(1),
  takenAt: z.string(),
  sources: z.array(source),
  calls,
});
export type SnapshotFile = z.output<typeof snapshotFile>;

/** The name of an endpoint's error; a defect of ours is no answer and is thrown on. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof z.ZodError) throw error;
  // A connection that fails has a code and no name of its own.
  return (error.name === 'Error' && (error as { code?: string }).code) || error.name;
};

/** Reads everything of one account and Region. What fails is named in the snapshot and the rest goes on. */
export const takeSource = async (
  reader: GatewayReader,
  progress: (line: string) => void = () => {},
): Promise<SnapshotSource> => {
  const apis: SnapshotSource['apis'] = [];
  const unlisted: SnapshotSource['unlisted'] = [];
  const failed: SnapshotSource['unread'] = [];
  const kinds = [
    { kind: 'REST', list: () => reader.listRestApis(), read: (id: string) => reader.readRestApi(id) },
    { kind: 'HTTP', list: () => reader.listHttpApis(), read: (id: string) => reader.readHttpApi(id) },
  ] as const;
  for (const { kind, list, read } of kinds) {
    let listed: Awaited<ReturnType<typeof list>>;
    try {
      listed = await list();
    } catch (error) {
      unlisted.push({ kind, reason: reasonOf(error) });
      continue;
    }
    for (const [index, { id, name }] of listed.entries()) {
      progress(`${kind} API ${index + 1} of ${listed.length}: ${name}`);
      try {
        // A copy of its own: a reading is immutable, a parsed file is not.
        apis.push(gatewayApiSchema.parse(await read(id)));
      } catch (error) {
        failed.push({ kind, id, name, reason: reasonOf(error) });
      }
    }
  }
  const accountThrottle = await reader.accountThrottle();
  const { account, region } = reader;
  return { account, region, ...(accountThrottle ? { accountThrottle } : {}), unlisted, unread: failed, apis };
};

/** Counts calls for a snapshot. */
export const callCounter = () => {
  const byOperation: Record<string, number> = {};
  return {
    count: (operation: string): void => {
      byOperation[operation] = (byOperation[operation] ?? 0) + 1;
    },
    calls: (): SnapshotFile['calls'] => ({
      total: Object.values(byOperation).reduce((sum, one) => sum + one, 0),
      byOperation: { ...byOperation },
    }),
  };
};

export const snapshotOf = (
  sources: readonly SnapshotSource[],
  counted: SnapshotFile['calls'],
  clock: Clock,
): SnapshotFile => ({
  schemaVersion: 1,
  takenAt: clock.now().toISOString(),
  sources: [...sources],
  calls: counted,
});

const noCatalogue = unread(
  'UNSUPPORTED',
  'The command reads gateways only; a governance cycle judges the catalogue.',
);

/** Every check over every API of a snapshot, and what could not be looked at. */
export const judgeSnapshot = ({ sources, calls: counted }: SnapshotFile): PostureReport => ({
  schemaVersion: 1,
  results: sources.flatMap(({ apis, accountThrottle, account, region }) =>
    apis.flatMap((api) =>
      evaluateChecks({
        api: known(api),
        record: noCatalogue,
        accountThrottle: accountThrottle
          ? known(accountThrottle)
          : unread('UNAVAILABLE', `GetAccount gave no limits for ${account} in ${region}.`),
      }).map((result) => ({ ...result, apiId: api.gatewayId, apiName: api.name })),
    ),
  ) as PostureReport['results'],
  coverage: sources.map(({ account, region, apis, unread: failed, unlisted }) => ({
    account,
    region,
    listed: apis.length + failed.length,
    assessed: apis.length,
    unknown: failed.length,
    reasons: [
      ...unlisted.map(({ kind, reason }) => `${kind} APIs could not be listed: ${reason}`),
      ...failed.map(({ name, id, reason }) => `${name} (${id}) could not be read: ${reason}`),
    ],
  })),
  calls: counted,
});
