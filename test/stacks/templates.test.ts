import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { virtualEnvironment } from '../../local/emulator/virtual-environment.ts';
import { sharedFolder } from '../../local/home.ts';
import { synthesised } from '../support/synthesised.ts';

// The emulator takes unknown properties: whether CloudFormation would is for its own linter to say.
const { templates } = synthesised();
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-templates-'));
let python: string;

beforeAll(async () => {
  python = await virtualEnvironment(sharedFolder, () => {}, 'test/stacks/cfn-lint-requirements.txt');
}, 180_000);

test.each(Object.entries(templates))(
  'cfn-lint finds no error in the template of %s',
  (name, template) => {
    const file = join(folder, `${name}.template.json`);
    writeFileSync(file, JSON.stringify(template.toJSON()));
    let found = '';
    try {
      execFileSync(
        python,
        [
          '-c',
          'from cfnlint.runner.cli import main; main()',
          '--regions',
          'eu-central-1',
          '--non-zero-exit-code',
          'error',
          '--format',
          'parseable',
          file,
        ],
        { encoding: 'utf8' },
      );
    } catch (error) {
      found = (error as { stdout: string }).stdout
        .split('\n')
        .filter((line) => /:E\d{4}:/.test(line))
        .join('\n');
      if (!found) throw error;
    }
    expect(found).toBe('');
  },
  120_000,
);
