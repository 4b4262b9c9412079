import type { InferredParameter } from './parameters.ts';
import type { DecidedBy } from './verdict.ts';

/** How one part of a template came about, for `--explain`. */
export interface ExplainedDecision {
  /** The template up to and with this part. */
  readonly place: string;
  readonly outcome: 'parameter' | 'literal';
  /** The value's form, a declared template, or the comparison with its siblings. */
  readonly by: DecidedBy;
  /** 0–1 that the outcome is right. */
  readonly certainty: number;
  /** How many siblings were compared. */
  readonly siblings: number;
  /** Forms of values, for a parameter: `xxx-9999`. */
  readonly examples: readonly string[];
}

export interface InferredEndpoint {
  readonly host: string;
  readonly method: string;
  readonly template: string;
  /** Declared: matched, not inferred. */
  readonly known: boolean;
  readonly support: {
    readonly requests: number;
    /** Requests whose answer shows that it is there. */
    readonly evidence: number;
    readonly principals: number;
    /** Distinct paths. */
    readonly paths: number;
  };
  readonly statuses: Readonly<Record<number, number>>;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** 0–1: the certainty of the weakest decision, less what thin support takes away. */
  readonly confidence: number;
  /** Inferred ones; declared ones are in the declaration. */
  readonly parameters: readonly InferredParameter[];
  readonly explanation: {
    readonly decisions: readonly ExplainedDecision[];
    /** Index of the one that decides the confidence; absent where there is none. */
    readonly weakest?: number;
  };
}

/** Siblings that traffic alone cannot tell apart: a person says whether they are resources or values of one parameter. */
export interface AmbiguousGroup {
  readonly host: string;
  /** Template of what stands before them. */
  readonly under: string;
  /** What was assumed meanwhile. */
  readonly assumed: 'parameter' | 'literal';
  readonly certainty: number;
  readonly siblings: number;
  /** Words of public interfaces as they are, anything else by its form. */
  readonly examples: readonly string[];
}

export interface HostAnswers {
  readonly host: string;
  /** Statuses that the host also gives to what it does not have. */
  readonly fallback: readonly number[];
  /** It answers 2xx to anything: endpoints had to show themselves by repeated use. */
  readonly catchAll: boolean;
}

export interface Inference {
  /** Sorted by host, template, method. */
  readonly endpoints: readonly InferredEndpoint[];
  readonly ambiguous: readonly AmbiguousGroup[];
  /** What shows no endpoint. */
  readonly probes: { readonly requests: number; readonly paths: number };
  readonly hosts: readonly HostAnswers[];
}
