import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type * as z from 'zod';

/**
 * The folder `policy/` travels with every function (`LAMBDA_TASK_ROOT/policy`); on a developer's machine it is the
 * repository's. `GATEHOUSE_POLICY` names another one.
 */
const policyFolder = (): string => {
  if (process.env.GATEHOUSE_POLICY) return process.env.GATEHOUSE_POLICY;
  if (process.env.LAMBDA_TASK_ROOT) return `${process.env.LAMBDA_TASK_ROOT}/policy`;
  return fileURLToPath(new URL('../policy', import.meta.url));
};

export class InvalidPolicy extends Error {
  override readonly name = 'InvalidPolicy';
}

/**
 * Reads one of the bank's rule files.
 * @returns the parsed policy and the SHA-256 of the file, which goes into every decision made under it.
 * @throws InvalidPolicy naming the file and the field.
 */
export const loadPolicy = <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
): z.output<Schema> & { readonly hash: string } => {
  const file = `${policyFolder()}/${name}.yaml`;
  const text = readFileSync(file, 'utf8');
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new InvalidPolicy(
      `${file} /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'is not valid'}. Correct the policy file and deploy again.`,
    );
  }
  return {
    ...(parsed.data as object),
    hash: createHash('sha256').update(text).digest('hex'),
  } as z.output<Schema> & { readonly hash: string };
};
