import * as z from 'zod';
import type { InputProblem } from '../input-problem.ts';
import { jsonPointer, readYamlText } from '../yaml-text.ts';
import type { LogFormat } from './log-record.ts';
import { cloudfrontFields } from './readers/cloudfront.ts';
import { delimitedReader } from './readers/delimited.ts';
import { formatOfString } from './readers/format-string.ts';
import { type JsonNames, jsonReader, plainName } from './readers/json.ts';
import { lineFields } from './request-bytes.ts';

const separators = { space: ' ', tab: '\t', comma: ',' } as const;

/** How lines of a format of one's own are read: one of the three. */
const fieldMap = z
  .strictObject({
    /** Field → member or members of a JSON line, nested ones with dots; the first that has a value counts. */
    fields: z
      .partialRecord(z.enum(lineFields), z.union([z.string(), z.array(z.string()).min(1).max(20)]))
      .optional(),
    /** The format as the server has it: `$context.…`, `$remote_addr`, `%REQ(:METHOD)%`, `%h`. */
    format: z.string().max(8192).optional(),
    /** Columns in their order: fields of ours, names of CloudFront's real-time fields, or `-`. */
    columns: z.array(z.string()).min(3).max(200).optional(),
    separator: z.enum(['space', 'tab', 'comma']).default('tab'),
    /** Host of lines that name none. */
    host: z.string().max(253).optional(),
  })
  .refine(({ fields, format, columns }) => [fields, format, columns].filter(Boolean).length <= 1, {
    message: 'Give only one of `fields`, `format` and `columns`',
  });

export interface FieldMap {
  readonly format?: LogFormat;
  readonly host?: string;
}

const formatOf = (map: z.output<typeof fieldMap>): LogFormat | undefined => {
  const { fields, format, columns } = map;
  if (format !== undefined) return formatOfString(format);
  if (fields) {
    const names: JsonNames = Object.fromEntries(
      Object.entries(fields).map(([field, members]) => [field, [members].flat().map(plainName)]),
    );
    return { source: 'access-log', needsPlace: false, reader: () => jsonReader(names) };
  }
  if (!columns) return undefined;
  const read = columns.map(
    (name) => lineFields.find((field) => field === name) ?? cloudfrontFields[name.toLowerCase()],
  );
  return {
    source: columns.some((name) => name.toLowerCase() in cloudfrontFields)
      ? 'cloudfront-access-log'
      : 'access-log',
    needsPlace: false,
    reader: () =>
      delimitedReader({
        separator: separators[map.separator],
        columns: read,
        atLeast: Math.min(columns.length, 3),
        short: 'The line has fewer columns than were given.',
      }),
  };
};

/** Reads the file of `--field-map`. */
export const readFieldMap = (
  text: string,
  file: string,
): { readonly map: FieldMap; readonly problems: readonly InputProblem[] } => {
  const yaml = readYamlText(text, file);
  if (!yaml.ok) return { map: {}, problems: [yaml.problem] };
  const parsed = fieldMap.safeParse(yaml.value);
  if (!parsed.success)
    return {
      map: {},
      problems: parsed.error.issues.map((issue) => {
        const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
        const line = yaml.lineAt(path);
        return {
          file,
          ...(line === undefined ? {} : { line }),
          pointer: jsonPointer(path),
          message: `${issue.message}.`,
          fix: `Name fields among ${lineFields.join(', ')}; see docs/log-formats.md.`,
        };
      }),
    };
  const format = formatOf(parsed.data);
  const { host } = parsed.data;
  if (!format && parsed.data.format !== undefined)
    return {
      map: {},
      problems: [
        {
          file,
          pointer: '/format',
          message: 'The format names no variable.',
          fix: 'Copy it from the server as it is.',
        },
      ],
    };
  return { map: { ...(format ? { format } : {}), ...(host ? { host } : {}) }, problems: [] };
};
