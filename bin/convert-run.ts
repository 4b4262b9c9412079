import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadPolicy } from '../aws/policy.ts';
import { type Converted, conversionReport, convert } from '../core/migration/convert/convert.ts';
import { maxDocumentBytes, parseOpenApi, UnreadableDocument } from '../core/migration/convert/parse.ts';
import { openOperations } from '../core/migration/convert/s14-security.ts';
import { harden } from '../core/migration/harden/harden.ts';
import { offlineSite } from '../core/migration/harden/offline-site.ts';
import { hardeningPolicy } from '../core/migration/harden/policy.ts';
import { canonicalPretty } from '../core/migration/json.ts';

export interface ConvertOptions {
  readonly out: string;
  readonly harden: boolean;
  readonly backend?: string;
  readonly quiet?: boolean;
}

/** Exit codes of every command: bad input, and refused with a reason. */
const badInput = 2;
const refused = 3;

const read = async (spec: string): Promise<string> => {
  if (spec === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }
  if ((await stat(spec)).size > maxDocumentBytes)
    throw new UnreadableDocument(`The file is larger than ${maxDocumentBytes} bytes.`, 'Split the API.');
  const bytes = await readFile(spec);
  // A small archive may hold a very large file.
  return (spec.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: maxDocumentBytes }) : bytes).toString(
    'utf8',
  );
};

const problem = (spec: string, error: unknown): string => {
  if (error instanceof UnreadableDocument)
    return `${spec}${error.line === undefined ? '' : `:${error.line}`}: ${error.message} ${error.fix}`;
  const { code, message } = error as { code?: string; message?: string };
  return `${spec}: ${code === 'ENOENT' ? 'There is no such file. Check the path.' : `${message}. Check the file.`}`;
};

/** Says which operations an import would leave open; the hardening closes them. */
const listOpenOperations = (converted: Converted): void => {
  for (const operation of openOperations(converted.document))
    converted.log.gap('S14', `operation ${operation.operationId}`, {
      constraint: 'authentication',
      risk: 'No authorizer stands in the document: API Gateway would leave this method open.',
      enforceAt: 'gateway authorizer (convert without --no-harden)',
    });
};

/** Converts one document and writes the three files. @returns the exit code */
export const convertFile = async (spec: string, options: ConvertOptions): Promise<number> => {
  let converted: Converted;
  try {
    converted = convert(parseOpenApi(await read(spec)));
  } catch (error) {
    process.stderr.write(`${problem(spec, error)}\n`);
    return badInput;
  }
  if (options.harden) {
    const policy = loadPolicy('hardening', hardeningPolicy);
    converted = harden(converted, policy, offlineSite(policy, options.backend));
  } else listOpenOperations(converted);
  const report = conversionReport(converted);
  await mkdir(options.out, { recursive: true });
  const write = (name: string, value: unknown) => writeFile(join(options.out, name), canonicalPretty(value));
  await write('report.json', report);
  if (!report.convertible) {
    for (const { rule, pointer, reason } of report.blocked)
      process.stderr.write(`${spec} ${pointer}: ${rule} ${reason}\n`);
    return refused;
  }
  await write('openapi.json', converted.document);
  await write('models.json', converted.models);
  const { operations, models, gaps, transformations } = report.counts;
  if (!options.quiet)
    process.stdout.write(
      `${spec}: ${operations} operations, ${models} models, ${transformations} changes, ${gaps} gaps; see ${join(options.out, 'report.json')}\n`,
    );
  return 0;
};
