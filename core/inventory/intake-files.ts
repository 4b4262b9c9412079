import type { InputProblem } from '../input-problem.ts';
import type { Intake } from '../ports.ts';

export interface IntakeFile {
  readonly key: string;
  readonly text: string;
}

export interface IntakeFiles {
  readonly files: readonly IntakeFile[];
  readonly problems: readonly InputProblem[];
}

/**
 * Texts that were handed in under a prefix, sorted by key. Too large ones are problems and the rest goes on.
 * @param prefix a folder with its slash, or one whole key.
 */
export const readIntakeFiles = async (
  intake: Intake,
  prefix: string,
  extensions: readonly string[],
  maxBytes = 1024 * 1024,
): Promise<IntakeFiles> => {
  const files: IntakeFile[] = [];
  const problems: InputProblem[] = [];
  for (const { key, size } of await intake.list(prefix)) {
    if (!prefix.endsWith('/') && key !== prefix) continue;
    if (!extensions.some((extension) => key.toLowerCase().endsWith(`.${extension}`))) {
      const message = 'The file was not read: its name does not end as expected here.';
      problems.push({ file: key, message, fix: `Use one of .${extensions.join(', .')}.` });
    } else if (size > maxBytes) {
      const message = `The file has ${size} bytes; at most ${maxBytes} are read.`;
      problems.push({ file: key, message, fix: 'Split it or take out what is generated.' });
    } else files.push({ key, text: await intake.getText(key, maxBytes) });
  }
  return { files: files.sort((a, b) => (a.key < b.key ? -1 : 1)), problems };
};
