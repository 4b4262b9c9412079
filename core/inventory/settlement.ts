import { fieldValues, maySettle, type SettledField, settledFields } from './correction.ts';

export const longestValue = 200;
export const longestReason = 1000;
export const shortestReason = 10;

export type Settlement =
  | { readonly ok: true; readonly field: SettledField; readonly value: string }
  | { readonly ok: false; readonly message: string };

/** One line, as typed: white space and control characters become single spaces. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** What a person chose for a field. `chosen` is one of the values that were shown; `other` what was typed instead. */
export const readSettlement = (fields: Readonly<Record<string, string>>): Settlement => {
  const refused = (message: string): Settlement => ({ ok: false, message });
  const field = settledFields.find((name) => name === fields.field);
  if (!field) return refused('This field is not one that a person settles.');
  const value = oneLine(fields.other ?? '') || oneLine(fields.chosen ?? '');
  if (value === '') return refused('Choose a value or write one.');
  if (value.length > longestValue) return refused(`Write at most ${longestValue} characters.`);
  if (!maySettle(field, value))
    return refused(`The value has to be one of ${fieldValues[field]?.join(', ')}.`);
  return { ok: true, field, value };
};

/** Why somebody decides so; a decision without a reason helps nobody later. */
export const readReason = (
  fields: Readonly<Record<string, string>>,
): { readonly ok: true; readonly reason: string } | { readonly ok: false; readonly message: string } => {
  const reason = oneLine(fields.reason ?? '');
  if (reason.length < shortestReason)
    return { ok: false, message: `Give a reason of at least ${shortestReason} characters.` };
  if (reason.length > longestReason)
    return { ok: false, message: `Write at most ${longestReason} characters.` };
  return { ok: true, reason };
};
