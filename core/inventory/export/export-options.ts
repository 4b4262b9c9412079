import type { ApiId } from '../../identifiers.ts';

/** What an export cannot know from the records. */
export interface ExportOptions {
  /** Origin that a published list stands on, without a slash at its end; default: where most APIs are reached. */
  readonly site?: string;
  /** Who publishes, as a reader of the list knows them. */
  readonly publisher?: string;
  /** Address of the portal; a record is at `/catalogue/ID` under it. For exports that stay inside of the bank. */
  readonly portal?: string;
  /** Whether an API refuses requests without authentication, where that was assessed. */
  readonly authenticated?: ReadonlyMap<ApiId, boolean>;
}
