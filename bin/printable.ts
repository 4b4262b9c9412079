/** Control characters, and marks that turn the direction of text: what is read in a file must not steer a terminal. */
const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text of a file or an account as it may stand in one line of a terminal. */
export const printable = (text: string): string => text.toWellFormed().replace(steering, '·');

/** At most so many characters, the last one an ellipsis where something was cut off. */
export const shortened = (text: string, width: number): string => {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
};

/** Columns of the terminal; of a file or a pipe a hundred, unless `COLUMNS` says otherwise. */
export const terminalWidth = (): number => {
  const asked = Number(process.env.COLUMNS);
  const { stdout } = process;
  const width = stdout.isTTY ? stdout.columns : Number.isInteger(asked) && asked > 0 ? asked : 100;
  return Math.min(160, Math.max(60, width));
};

/** Words over as many lines as they take, each indented; a word that is longer than a line stands by itself. */
export const wrapped = (text: string, width: number, indent = ''): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter(Boolean)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
};
