import type { InputProblem } from '../../input-problem.ts';
import type { ImportFile } from './importer.ts';

/** The bytes are in an encoding that is not read, or are no text. */
export class UnreadableEncoding extends Error {
  override readonly name = 'UnreadableEncoding';
  readonly encoding: string;

  /** @param encoding As a person knows it, for example `UTF-7`. */
  constructor(encoding: string) {
    super(`The text is ${encoding}.`);
    this.encoding = encoding;
  }
}

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** UTF-7 hides `<` and `&` from everything that looks for them, so that its marks are refused, never decoded. */
const isUtf7 = (text: string): boolean =>
  /^\+\/v[89+/]/.test(text) || /^\s*\+ADw-/.test(text) || /^<\?xml[^>]*encoding\s*=\s*["']utf-?7/i.test(text);

const strictly = (bytes: Uint8Array, encoding: string, otherwise: string): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableEncoding(otherwise);
  }
};

/** What bytes that are not UTF-8 most likely are. */
const guess = (bytes: Uint8Array): string => {
  const beginning = bytes.subarray(0, 1_024);
  if (beginning.includes(0)) return 'binary';
  return 'not UTF-8; it reads like Latin-1 or Windows-1252';
};

const decode = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff))
    throw new UnreadableEncoding('UTF-32');
  if (startsWith(bytes, 0xff, 0xfe)) return strictly(bytes, 'utf-16le', 'broken UTF-16');
  if (startsWith(bytes, 0xfe, 0xff)) return strictly(bytes, 'utf-16be', 'broken UTF-16');
  const text = strictly(bytes, 'utf-8', guess(bytes));
  const nul = text.indexOf('\0');
  if (nul >= 0 && nul < 4) throw new UnreadableEncoding('UTF-16 or UTF-32 without its byte order mark');
  if (nul >= 0) throw new UnreadableEncoding('binary');
  if (isUtf7(text)) throw new UnreadableEncoding('UTF-7');
  return text;
};

/** One file: UTF-8, or UTF-16 with its mark, decoded when it is first asked for. */
export const importFile = (name: string, bytes: Uint8Array): ImportFile => {
  let text: string | undefined;
  return {
    name,
    bytes,
    text: () => {
      text ??= decode(bytes);
      return text;
    },
  };
};

/** @returns what is wrong with the encoding of a file; undefined when it can be read. */
export const encodingProblem = (file: ImportFile): InputProblem | undefined => {
  try {
    file.text();
    return undefined;
  } catch (error) {
    if (!(error instanceof UnreadableEncoding)) throw error;
    return { file: file.name, message: error.message, fix: 'Save it as UTF-8 and hand it in again.' };
  }
};
