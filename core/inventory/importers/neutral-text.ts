/**
 * Text that no spreadsheet takes for a formula when it is written out again: without `=`, `+`, `-`, `@` and tabs at
 * its beginning. A cell of nothing else is empty, as `-` is meant to be.
 */
export const neutral = (cell: string): string => cell.replace(/^[=+\-@\t\r\s']+/, '').trim();
