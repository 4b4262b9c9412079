import type * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import { jsonPointer, readYamlText, type YamlText } from '../yaml-text.ts';

export interface ListFile<Entry> {
  readonly entries: readonly Entry[];
  readonly problems: readonly InputProblem[];
  /** The other members of the file's top level. */
  readonly rest: Readonly<Record<string, unknown>>;
}

const problemOf = (
  yaml: YamlText,
  file: string,
  path: readonly (string | number)[],
  message: string,
): InputProblem => {
  const line = yaml.lineAt(path);
  return {
    file,
    ...(line === undefined ? {} : { line }),
    pointer: jsonPointer(path),
    message,
    fix: 'Correct this entry; the other entries were read.',
  };
};

/**
 * Reads the named lists of a YAML file, each entry by itself: a bad entry is a problem with its line and the rest
 * goes on. A list that is absent is empty.
 */
export const readListFile = <Schema extends z.ZodType>(
  text: string,
  file: string,
  list: string,
  schema: Schema,
): ListFile<z.output<Schema>> => {
  const yaml = readYamlText(text, file);
  if (!yaml.ok) return { entries: [], problems: [yaml.problem], rest: {} };
  if (typeof yaml.value !== 'object' || yaml.value === null || Array.isArray(yaml.value)) {
    return {
      entries: [],
      problems: [problemOf(yaml, file, [], `The file is not a mapping with a list \`${list}\`.`)],
      rest: {},
    };
  }
  const rest = yaml.value as Record<string, unknown>;
  const raw = rest[list] ?? [];
  if (!Array.isArray(raw)) {
    return { entries: [], problems: [problemOf(yaml, file, [list], `\`${list}\` is not a list.`)], rest };
  }
  const entries: z.output<Schema>[] = [];
  const problems: InputProblem[] = [];
  raw.forEach((item: unknown, index) => {
    const parsed = schema.safeParse(item);
    if (parsed.success) entries.push(parsed.data);
    for (const issue of parsed.error?.issues ?? []) {
      const within = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
      problems.push(problemOf(yaml, file, [list, index, ...within], `${issue.message}.`));
    }
  });
  return { entries, problems, rest };
};
