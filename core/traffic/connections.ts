/**
 * Connection logs of Application Load Balancers (Elastic Load Balancing user guide, "Connection log entries"): who
 * showed which certificate on the connection that an access-log line names.
 */
export interface Connections {
  readonly line: (text: string) => void;
  /** The subject of the client's certificate. */
  readonly callerOf: (connection: string) => string | undefined;
}

/** Connections that are remembered; the oldest are forgotten first. */
const maxConnections = 1_000_000;

const column = /"[^"]*"|\S+/g;

export const connections = (): Connections => {
  const callers = new Map<string, string>();
  return {
    line: (text) => {
      if (text.length > 8192) return;
      const columns = (text.match(column) ?? []).map((one) => one.replace(/^"|"$/g, ''));
      const subject = columns[7];
      const verified = columns[10];
      const id = columns[11];
      if (!id?.startsWith('TID_') || !subject || subject === '-' || verified?.startsWith('Failed')) return;
      callers.set(id, subject);
      if (callers.size > maxConnections) callers.delete(callers.keys().next().value as string);
    },
    callerOf: (id) => callers.get(id),
  };
};
