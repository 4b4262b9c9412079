/** How often an operation was called in one second. */
export interface CallCount {
  readonly service: string;
  readonly operation: string;
  /** Unix time in whole seconds. */
  readonly second: number;
  readonly count: number;
}

/** Counts calls by operation and second, for benchmarks and for tests of what a change costs. */
export class Calls {
  readonly #counts = new Map<string, number>();

  count(service: string, operation: string, nowMs = Date.now()): void {
    const key = `${service} ${operation} ${Math.floor(nowMs / 1000)}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** All counts, in the order of first sight. */
  all(): CallCount[] {
    return [...this.#counts].map(([key, count]) => {
      const [service = '', operation = '', second] = key.split(' ');
      return { service, operation, second: Number(second), count };
    });
  }

  reset(): void {
    this.#counts.clear();
  }
}
