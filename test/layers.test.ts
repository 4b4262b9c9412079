import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';

/** Who may import whom. */
const allowed: Record<string, readonly string[]> = {
  core: ['core'],
  aws: ['aws', 'core'],
  lambdas: ['lambdas', 'core', 'aws'],
  lib: ['lib'],
  local: ['local', 'core', 'aws', 'lib', 'bin'],
  bin: ['bin', 'core', 'aws', 'local', 'lib'],
};
/** `lib` reads names and paths: the portal's routes and the actions of the collectors are such lists. */
const exceptions = new Set([
  'lib/stacks/portal-stack.ts → lambdas/portal/route-table.ts',
  'lib/constructs/collector-grants.ts → core/inventory/collectors/registry.ts',
  'lib/member/reader-rights.ts → core/inventory/collectors/registry.ts',
]);

const sources = Object.keys(allowed).flatMap((layer) => globSync(`${layer}/**/*.ts`));
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');

describe.each(sources)('%s', (file) => {
  const layer = file.split('/')[0] ?? '';
  const imports = importsOf(file);

  test('imports only from the layers it may', () => {
    const foreign = imports
      .filter((path) => path.startsWith('.') && !path.endsWith('.json'))
      .map((path) => normalize(join(dirname(file), path)))
      .filter((target) => !allowed[layer]?.includes(target.split('/')[0] ?? ''))
      .filter((target) => !exceptions.has(`${file} → ${target}`));
    expect(foreign).toEqual([]);
  });

  if (layer === 'core') {
    test('knows no AWS, no network, no file, no clock and no chance of its own', () => {
      expect(
        imports.filter((path) =>
          /^(@aws|aws-|node:(fs|http|https|net|child_process|os)|openid-client)/.test(path),
        ),
      ).toEqual([]);
      expect(readFileSync(file, 'utf8')).not.toMatch(
        /Date\.now\(\)|new Date\(\)|Math\.random\(|randomUUID\(|randomBytes\(|process\.env/,
      );
    });
  }
});

test('no folder whose name says nothing', () => {
  expect(sources.filter((file) => /\/(utils?|helpers?|common|shared|misc)\//.test(file))).toEqual([]);
});
