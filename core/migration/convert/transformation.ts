import type { JsonObject } from '../json.ts';
import type { ConversionLog } from './report.ts';

/**
 * One step of the conversion: data plus a function that changes the working copy in place and tells the log.
 * Deterministic, and without effect on its own result (a test holds both).
 */
export interface Transformation {
  /** `S05`, as in reports. */
  readonly id: string;
  readonly title: string;
  /** What API Gateway does with a document that is not transformed. */
  readonly because: string;
  readonly apply: (document: JsonObject, log: ConversionLog) => void;
}
