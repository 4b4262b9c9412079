/** Counts every call that a run makes through its ports, and can stop the run at one of them. */
export interface Interruption {
  /** Calls so far, by `port.method`. */
  readonly calls: string[];
  /** Wraps an object of ports; functions and values that are no ports go through as they are. */
  wrap<Ports extends object>(ports: Ports): Ports;
  /** Settles never, or rejects when the run was killed: race a run against it. */
  readonly killed: Promise<never>;
}

export class Killed extends Error {
  override readonly name = 'Killed';
}

/**
 * Kills a run at its nth call, as a lost process would: nothing after it happens, not even error handling.
 * `before`: the call never left; `after`: it took effect and its answer was lost.
 */
export const killAt = (nth: number, when: 'before' | 'after'): Interruption => {
  const calls: string[] = [];
  let kill: (error: Error) => void = () => {};
  const killed = new Promise<never>((_, reject) => {
    kill = reject;
  });
  killed.catch(() => {});
  const never = new Promise<never>(() => {});
  const wrapPort = (name: string, port: object): object =>
    new Proxy(port, {
      get(target, property, receiver) {
        const value = Reflect.get(target, property, receiver) as unknown;
        if (typeof value !== 'function') return value;
        return (...parameters: unknown[]) => {
          calls.push(`${name}.${String(property)}`);
          const call = () => (value as (...all: unknown[]) => unknown).apply(target, parameters);
          if (calls.length < nth) return call();
          if (calls.length > nth) return never;
          const stop = () => kill(new Killed(`${when} call ${nth}`));
          if (when === 'before') {
            stop();
            return never;
          }
          return Promise.resolve(call()).then(() => {
            stop();
            return never;
          });
        };
      },
    });
  return {
    calls,
    killed,
    wrap: (ports) =>
      Object.fromEntries(
        Object.entries(ports).map(([name, port]) => [
          name,
          isPort(name) ? wrapPort(name, port as object) : port,
        ]),
      ) as typeof ports,
  };
};

const isPort = (name: string): boolean =>
  ['migrations', 'documents', 'catalogue', 'intake', 'reader', 'writer'].includes(name);
