import * as z from 'zod';
import { awsError, type Reply } from './http.ts';
import type { Operation } from './operation.ts';

/** A failure to be played. */
export const faultSchema = z.strictObject({
  operation: z.string().min(1),
  /** Only for this service, as in the signature's scope. */
  service: z.string().optional(),
  /** From which call on, counted from when the fault was set; the first is 1. */
  nth: z.int().min(1).default(1),
  /** For how many calls. */
  times: z.int().min(1).default(1),
  /** HTTP status of the answer; 0 cuts the connection without one. */
  status: z.int().min(0).max(599),
  code: z.string().default('InternalFailure'),
  message: z.string().default('Injected fault'),
  /** Whether the call takes effect all the same. */
  when: z.enum(['before', 'after']).default('before'),
});

export type Fault = z.output<typeof faultSchema>;

/** Faults that were asked for, and how often their operation was called since. */
export class Faults {
  #rules: { fault: Fault; seen: number }[] = [];

  /** Replaces all faults. @throws z.ZodError */
  set(faults: unknown): void {
    this.#rules = z
      .array(faultSchema)
      .parse(faults)
      .map((fault) => ({ fault, seen: 0 }));
  }

  clear(): void {
    this.#rules = [];
  }

  /** Those that are set, with the number of calls that each has seen. */
  all(): (Fault & { readonly seen: number })[] {
    return this.#rules.map(({ fault, seen }) => ({ ...fault, seen }));
  }

  /** Counts this call on every rule for its operation; answers the first that is due. */
  next(operation: Operation): Fault | undefined {
    let due: Fault | undefined;
    for (const rule of this.#rules) {
      const { fault } = rule;
      if (fault.operation !== operation.name) continue;
      if (fault.service && fault.service !== operation.service) continue;
      rule.seen += 1;
      if (rule.seen >= fault.nth && rule.seen < fault.nth + fault.times) due ??= fault;
    }
    return due;
  }
}

export const faultReply = (fault: Fault): Reply => awsError(fault.status, fault.code, fault.message);
