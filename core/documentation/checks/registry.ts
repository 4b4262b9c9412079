import { docId01 } from './doc-id-01.ts';
import { docId02 } from './doc-id-02.ts';
import { docId03 } from './doc-id-03.ts';
import { docId04 } from './doc-id-04.ts';
import { docId05 } from './doc-id-05.ts';
import { docOp01 } from './doc-op-01.ts';
import { docOp02 } from './doc-op-02.ts';
import { docOp03 } from './doc-op-03.ts';
import { docOp04 } from './doc-op-04.ts';
import { docOp05 } from './doc-op-05.ts';
import type { Dimension, DocumentationCheck } from './documentation-check.ts';

/** All checks of the rubric. A test holds this list equal to the files of this folder. */
export const documentationChecks: readonly DocumentationCheck[] = [
  docId01,
  docId02,
  docId03,
  docId04,
  docId05,
  docOp01,
  docOp02,
  docOp03,
  docOp04,
  docOp05,
];

/** Points of each dimension of the rubric. The score is the share of the points of those that apply. */
export const dimensionWeights: Readonly<Record<Dimension, number>> = { identity: 12, operations: 20 };
