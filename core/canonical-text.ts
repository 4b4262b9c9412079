/** JSON as stored for people and machines: two spaces, no `undefined`, one newline at the end. */
export const canonicalText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
