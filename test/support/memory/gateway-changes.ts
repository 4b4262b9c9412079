import type { GatewayChange, GatewayChanges } from '../../../core/ports.ts';

export const memoryGatewayChanges = (): GatewayChanges => {
  const marks = new Map<string, GatewayChange>();
  return {
    async record(change) {
      marks.set(JSON.stringify(change), change);
    },
    since: async (at) =>
      [...marks.values()].filter((one) => one.at >= at).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  };
};
