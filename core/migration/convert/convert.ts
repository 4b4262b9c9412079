import { canonicalJson, type JsonObject } from '../json.ts';
import { exactModels } from './exact-models.ts';
import { importDocument } from './import-document.ts';
import { type ConversionLog, type ConversionReport, conversionLog } from './report.ts';
import { resourceCount } from './s12-resources.ts';
import { prefixPaths } from './server-prefix.ts';
import { transformations } from './transformations.ts';
import { operations } from './walk.ts';

/** Bytes of a definition to import, Amazon API Gateway quotas. */
export const maxImportBytes = 6_000_000;

export interface Converted {
  /** OpenAPI 3.0.1, ready for the hardening. */
  readonly document: JsonObject;
  /** Exact JSON Schema draft 04 by model name. */
  readonly models: Readonly<Record<string, JsonObject>>;
  readonly log: ConversionLog;
}

/**
 * Turns an owner's OpenAPI 3.0 or 3.1 document into one that Amazon API Gateway imports without a warning. Pure: the
 * same document gives the same bytes, and its own result comes out as it went in.
 * @param source as `parseOpenApi` returns it; not changed
 * @param prefix put before every path, see `serverPrefix`
 */
export const convert = (source: JsonObject, prefix = ''): Converted => {
  const working = structuredClone(source);
  const log = conversionLog(working);
  prefixPaths(working, prefix);
  for (const transformation of transformations) transformation.apply(working, log);
  const models = exactModels(working, log);
  const document = importDocument(working);
  const bytes = Buffer.byteLength(canonicalJson(document));
  if (bytes > maxImportBytes)
    log.block(
      'S50',
      '',
      `The import document has ${bytes} bytes; API Gateway takes ${maxImportBytes}. Split the API.`,
    );
  return { document, models, log };
};

/** `report.json` of a conversion, after everything that writes to its log is done. */
export const conversionReport = ({ document, models, log }: Converted): ConversionReport => ({
  schemaVersion: 1,
  convertible: log.blocked.length === 0,
  blocked: log.blocked,
  transformations: log.changes,
  gaps: log.gaps,
  counts: {
    operations: operations(document).length,
    resources: resourceCount(Object.keys(document.paths as JsonObject)),
    models: Object.keys(models).length,
    transformations: log.changes.length,
    gaps: log.gaps.length,
    bytes: Buffer.byteLength(canonicalJson(document)),
  },
});
