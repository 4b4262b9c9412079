import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every handler file, as `folder/state` without the suffix. `edge/` holds middleware. */
export const handlerEntries = (): string[] =>
  readdirSync(join(root, 'lambdas'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'edge')
    .flatMap((entry) =>
      entry.name === 'portal'
        ? ['portal/portal']
        : readdirSync(join(root, 'lambdas', entry.name))
            .filter((file) => file.endsWith('.ts'))
            .map((file) => `${entry.name}/${basename(file, '.ts')}`),
    )
    .sort();

let bundled: string | undefined;
const perStack = new WeakMap<Stack, Code>();

/**
 * All functions in one code asset, split into chunks: one bundler run and one upload for the whole system, while
 * each function still loads only what it imports (decision record 0003).
 */
export const functionCode = (scope: IConstruct): Code => {
  const bundlingStacks = scope.node.tryGetContext('aws:cdk:bundling-stacks') as string[] | undefined;
  // Stack tests look at templates only: no bundle.
  if (bundlingStacks?.length === 0) return Code.fromInline('export const handler = () => undefined;');
  const stack = Stack.of(scope);
  const known = perStack.get(stack);
  if (known) return known;
  bundled ??= bundle();
  const code = Code.fromAsset(bundled);
  perStack.set(stack, code);
  return code;
};

const bundle = (): string => {
  const outdir = mkdtempSync(join(tmpdir(), 'gatehouse-functions-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  buildSync({
    entryPoints: handlerEntries().map((entry) => ({ in: join(root, 'lambdas', `${entry}.ts`), out: entry })),
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[hash]',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    sourcesContent: false,
    absWorkingDir: root,
    logLevel: 'error',
    // Packages that are CommonJS inside an ESM bundle still call require() for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  cpSync(join(root, 'policy'), join(outdir, 'policy'), { recursive: true });
  return outdir;
};
