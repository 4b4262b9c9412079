/**
 * A piece of a log line that may be shown and stored: enough to see what is wrong with the line, without what
 * identifies a person or opens a door. Mail addresses, credentials, long numbers (cards, accounts, phones) and
 * anything that looks random are replaced by what they are.
 */
export const masked = (line: string, length = 160): string =>
  line
    .slice(0, 4 * length)
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/[^\s"'<>@:/=]+@[^\s"'<>@:/=]+/g, '<mail>')
    .replace(/\b(bearer|basic)\s+[^\s"',}]+/gi, '$1 <credential>')
    .replace(/[\w+.~-]{12,}=*/g, (run) => (/\d/.test(run) && /[a-z]/i.test(run) ? '<token>' : run))
    .replace(/\d(?:[ -]?\d){5,}/g, '<number>')
    .slice(0, length);
