import type { GatewayApi } from '../gateway/gateway-api.ts';
import type { ApiRecord } from '../inventory/api-record.ts';
import type { BasePath, Placement } from './ports.ts';

/** The source as it was before anything was changed: what every compensation restores. */
export interface Snapshot {
  readonly takenAt: string;
  readonly api: GatewayApi;
  readonly at: BasePath;
  readonly placement: Placement;
  readonly record: ApiRecord;
}

/** Tags of a target, by which it is found again and known as ours. */
export const migrationTag = 'gatehouse:migration-id';
export const planTag = 'gatehouse:plan-hash';

/**
 * Why this API is not migrated; undefined when nothing stands in the way. Each is something that a person settles,
 * not a fault.
 */
export const snapshotRefusal = (api: GatewayApi, account: string, region: string): string | undefined => {
  if (api.kind !== 'REST') return 'It is an HTTP API; only REST APIs are migrated.';
  if (api.account !== account || api.region !== region)
    return `It lives in ${api.account}/${api.region}; migrations run in ${account}/${region} only.`;
  const migrated = api.tags[migrationTag];
  if (migrated) return `It is already the result of migration ${migrated}.`;
  const stack = api.tags['aws:cloudformation:stack-name'];
  if (stack)
    return `The stack ${stack} owns it and would undo the change. Migrate it in that stack's template.`;
  if (!api.domains.known) return `Its custom domains could not be read: ${api.domains.message}`;
  if (api.domains.value.length === 0)
    return 'No custom domain leads to it: callers use the default endpoint, so there is nothing to switch. Give it a domain first.';
  if (api.domains.value.length > 1) return 'Several base paths lead to it; reduce them to one first.';
  if (!api.draft.known) return `Its methods could not be read: ${api.draft.message}`;
  return undefined;
};
