import type { Mapping } from '../mapping.ts';
import type { Operation } from '../operations.ts';

/** What checks look at: the document and its operations, walked once. */
export interface DocumentSubject {
  readonly document: Mapping;
  readonly operations: readonly Operation[];
}

/** One place a check applies to. */
export interface CheckedNode {
  /** JSON pointer; of the parent where something is missing. */
  readonly pointer: string;
  readonly passed: boolean;
}

/** Parts of the rubric. Their weights stay the same while checks are added to them. */
export type Dimension = 'identity' | 'operations';

/** One rule of the rubric: data and one pure function. */
export interface DocumentationCheck {
  readonly id: string;
  readonly title: string;
  readonly dimension: Dimension;
  /** Within its dimension. */
  readonly weight: number;
  /** The same rule elsewhere, so that teams can keep what they have. */
  readonly equivalents: readonly string[];
  /** One sentence for the owner. */
  readonly fix: string;
  /** No node: not applicable. */
  readonly nodes: (subject: DocumentSubject) => readonly CheckedNode[];
}
