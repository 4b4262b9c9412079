import { writeFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { CommandFailure } from './failure.ts';

export interface OutputOptions {
  /** File instead of standard output. */
  readonly out?: string;
  readonly quiet?: boolean;
}

/** A result for whoever called: to the file asked for, else to standard output. */
export const writeResult = async (text: string, { out, quiet }: OutputOptions): Promise<void> => {
  if (out === undefined) {
    if (!quiet) process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new CommandFailure(`${out}: It cannot be written (${code ?? 'error'}). Check the folder.`, 2, {
      cause: error,
    });
  }
};

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

type Colour = 'red' | 'yellow' | 'green' | 'gray' | 'cyan';

/** Colour for a terminal only; `NO_COLOR` and files get plain text. */
export const painter = ({ out }: OutputOptions) => {
  const coloured = out === undefined && Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
  return (colour: Colour, text: string): string =>
    coloured ? styleText(colour, text, { validateStream: false }) : text;
};

/** One line of progress, replaced by the next; only where somebody watches. */
export const progress = ({ quiet }: OutputOptions): ((line: string) => void) => {
  if (quiet || !process.stderr.isTTY) return () => {};
  return (line) => process.stderr.write(`\r\u001b[2K${line}`);
};

/** Takes the last line of progress away. */
export const endProgress = ({ quiet }: OutputOptions): void => {
  if (!quiet && process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
};
