import type { GatewayChange } from '../ports.ts';
import type { GatewayAccount } from './gateway-account.ts';
import type { GatewayApi, ListedApi } from './gateway-api.ts';
import { isAccountIncomplete, isIncomplete, sameSettings } from './unchanged.ts';

/** Write calls that were reported, complete from a moment on. */
export interface ChangeFeed {
  /** ISO 8601, UTC: from when the absence of a mark means that nothing was changed. */
  readonly trustedFrom: string;
  readonly marks: readonly GatewayChange[];
}

/**
 * What a sweep does with one API. `reuse`: no call. `confirm`: one call, GetStages, and no more if the stages stand
 * as they did. `read`: everything, but for deployments that are known already.
 */
export type PlannedReading =
  | { readonly do: 'reuse' | 'confirm' }
  | { readonly do: 'read'; readonly because: 'NEW' | 'INCOMPLETE' | 'AGED' | 'CHANGED' };

interface Known {
  readonly changes: ChangeFeed | undefined;
  /** Days after which facts are read again, whatever is reported: what nobody reports shows then. */
  readonly maxAgeDays: number;
  readonly now: Date;
}

const isAged = (observedAt: string, { maxAgeDays, now }: Known): boolean =>
  now.getTime() - new Date(observedAt).getTime() > maxAgeDays * 86_400_000;

// Marks are held against the reading itself and never its confirmation: a mark may come later than the sweep that
// should have known of it.
const isMarked = (
  { account, region, gatewayId }: Omit<GatewayChange, 'at'>,
  observedAt: string,
  { marks }: ChangeFeed,
): boolean =>
  marks.some(
    (mark) =>
      mark.account === account &&
      mark.region === region &&
      mark.gatewayId === gatewayId &&
      mark.at >= observedAt,
  );

/** @param last what was read of the API before, with its `observedAt` */
export const planReading = (
  { listed, last }: { readonly listed: ListedApi; readonly last: GatewayApi | undefined },
  known: Known,
): PlannedReading => {
  if (!last) return { do: 'read', because: 'NEW' };
  const { observedAt } = last;
  if (observedAt === undefined || isIncomplete(last)) return { do: 'read', because: 'INCOMPLETE' };
  if (isAged(observedAt, known)) return { do: 'read', because: 'AGED' };
  if (!sameSettings(listed, last)) return { do: 'read', because: 'CHANGED' };
  const { changes } = known;
  if (!changes) return { do: 'confirm' };
  if (isMarked(listed, observedAt, changes)) return { do: 'read', because: 'CHANGED' };
  return { do: observedAt >= changes.trustedFrom ? 'reuse' : 'confirm' };
};

/** The same for what all APIs share. Its changes are the marks that name no API. */
export const planAccountReading = (last: GatewayAccount | undefined, known: Known): 'reuse' | 'read' => {
  const { changes } = known;
  if (!last || !changes || last.observedAt < changes.trustedFrom) return 'read';
  if (isAccountIncomplete(last) || isAged(last.observedAt, known)) return 'read';
  const { account, region } = last;
  return isMarked({ account, region }, last.observedAt, changes) ? 'read' : 'reuse';
};
