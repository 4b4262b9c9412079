import * as z from 'zod';

/** How sure somebody is, and what that is worth: around the prior of a workshop, 0.2. */
export const sureness = { sure: 0.3, think: 0.2, heard: 0.1 } as const;
export type Sureness = keyof typeof sureness;

/** What people recognise when they are asked which data an API touches. */
export const dataTouched = ['customers', 'accounts', 'payments', 'credentials', 'staff', 'public'] as const;
export type DataTouched = (typeof dataTouched)[number];

/** What somebody remembers of one API: nine fields at most, twenty seconds each. Only the first has to be filled. */
export interface Capture {
  /** Its name, or what it is for. */
  readonly what: string;
  readonly partner?: string;
  readonly direction?: 'provided' | 'consumed' | 'both';
  /** Host, path or part of an address, as remembered. */
  readonly where?: string;
  /** Who runs it. */
  readonly runBy?: string;
  readonly touches: readonly DataTouched[];
  readonly sure: Sureness;
  readonly stillUsed: 'yes' | 'no' | 'unsure';
  /** Who else would know: the next to invite. */
  readonly whoElse?: string;
}

export const captureFields = 9;
export const longestAnswer = 200;

/** One line: what a person types or pastes, without control characters and with single spaces. */
const line = z
  .string()
  .transform((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
  .pipe(z.string().max(longestAnswer, `Write at most ${longestAnswer} characters.`));
const optionalLine = line.transform((text) => text || undefined).optional();
const chosen = <const Value extends string>(values: readonly Value[], otherwise: Value) =>
  z.enum(values as readonly [Value, ...Value[]]).catch(otherwise);

const form = z.object({
  what: line.refine((text) => text !== '', 'Write its name, or what it is for.'),
  partner: optionalLine,
  direction: z.enum(['provided', 'consumed', 'both']).optional().catch(undefined),
  where: optionalLine,
  runBy: optionalLine,
  sure: chosen(['sure', 'think', 'heard'], 'think'),
  stillUsed: chosen(['yes', 'no', 'unsure'], 'unsure'),
  whoElse: optionalLine,
});

export type CaptureResult =
  | { readonly ok: true; readonly capture: Capture }
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

/** Reads the capture form; `touches-NAME` is a box that was ticked. Problems are by the name of the field. */
export const readCapture = (fields: Readonly<Record<string, string>>): CaptureResult => {
  const parsed = form.safeParse({ ...fields, what: fields.what ?? '' });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
    return { ok: false, problems: Object.fromEntries(problems.toReversed()) };
  }
  const { what, sure, stillUsed, ...optional } = parsed.data;
  const said = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    ok: true,
    capture: {
      what,
      sure,
      stillUsed,
      ...(Object.fromEntries(said) as Partial<Capture>),
      touches: dataTouched.filter((name) => `touches-${name}` in fields),
    },
  };
};
