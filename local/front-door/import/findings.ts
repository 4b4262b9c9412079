/** What an import finds wrong: errors refuse it, warnings only when asked to. */
export class Findings {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];

  error(text: string): void {
    if (!this.errors.includes(text)) this.errors.push(text);
  }

  warn(text: string): void {
    if (!this.warnings.includes(text)) this.warnings.push(text);
  }

  /** The message of the refusal in API Gateway's envelope; `undefined` when there is none. */
  refusal(failOnWarnings: boolean): string | undefined {
    const lines = (items: readonly string[]) => items.map((item) => `\t${item}\n`).join('');
    if (this.errors.length > 0) {
      const also =
        this.warnings.length > 0 ? `Additionally, these warnings were found:\n${lines(this.warnings)}` : '';
      return `Errors found during import:\n${lines(this.errors)}${also}`;
    }
    if (failOnWarnings && this.warnings.length > 0)
      return `Warnings found during import:\n${lines(this.warnings)}`;
    return undefined;
  }
}
