import type { GatewayApi } from '../gateway/gateway-api.ts';
import type { Clock, Documents, GatewayReader } from '../ports.ts';
import type { CollectBatch, CollectorName } from './collection-plan.ts';
import { cycleKeys } from './cycle-keys.ts';
import type { Evidence } from './evidence.ts';
import { sourceKind } from './evidence-sources.ts';

/** What one collector saw of one account and Region. */
export interface Collected {
  readonly account: string;
  readonly region: string;
  readonly collector: CollectorName;
  /** Absent: not even the list could be read. */
  readonly listed?: number;
  readonly read: number;
  /** Why the list could not be read. */
  readonly unread?: string;
  /** APIs that are known by name only, with the reason. */
  readonly unknown: readonly { readonly evidence: Evidence; readonly reason: string }[];
  /** Of the account's API Gateway, where it could be read. */
  readonly accountThrottle?: { readonly rateLimit: number; readonly burstLimit: number };
}

/** The class of an error says what an operator needs; its message may hold what was sent. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');

/** One API after the other: the control plane's quota is shared with the bank's own deployments. */
export const collectSource = async (
  batch: CollectBatch,
  collector: CollectorName,
  reader: GatewayReader,
  documents: Pick<Documents, 'putJson'>,
  clock: Clock,
): Promise<Collected> => {
  const { cycleId, batchId, account, region } = batch;
  const keys = cycleKeys(cycleId);
  const rest = collector === 'rest-apis';
  const place = { account, region, collector };
  const store = async (collected: Collected): Promise<Collected> => {
    await documents.putJson(keys.collected(batchId, collector), collected);
    return collected;
  };
  let listed: readonly { readonly id: string; readonly name: string }[];
  try {
    listed = await (rest ? reader.listRestApis() : reader.listHttpApis());
  } catch (error) {
    return store({ ...place, read: 0, unread: reasonOf(error), unknown: [] });
  }
  const source = rest ? 'api-gateway-rest' : 'api-gateway-http';
  const unknown: { evidence: Evidence; reason: string }[] = [];
  for (const { id, name } of listed) {
    let api: GatewayApi;
    try {
      api = await (rest ? reader.readRestApi(id) : reader.readHttpApi(id));
    } catch (error) {
      const evidence: Evidence = {
        source,
        locator: `arn:aws:apigateway:${region}::/${rest ? 'restapis' : 'apis'}/${id}`,
        gatewayId: id,
        apiName: name,
        observedAt: clock.now().toISOString(),
        confidence: sourceKind(source).prior,
      };
      unknown.push({ evidence, reason: reasonOf(error) });
      continue;
    }
    await documents.putJson(keys.gateway(api), api);
  }
  const accountThrottle = await reader.accountThrottle().catch(() => undefined);
  return store({
    ...place,
    listed: listed.length,
    read: listed.length - unknown.length,
    unknown,
    ...(accountThrottle ? { accountThrottle } : {}),
  });
};
