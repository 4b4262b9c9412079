import type { Reply } from './http.ts';

/** Accounts behind keys of assumed roles: the emulator's own keys do not tell, its answers to AssumeRole do. */
export class Sessions {
  readonly #accounts = new Map<string, string>();

  /** Reads the answer to an AssumeRole call. */
  learn(reply: Reply): void {
    const text = reply.body.toString('utf8');
    const key = /<AccessKeyId>([A-Z0-9]+)<\/AccessKeyId>/.exec(text)?.[1];
    const account = /<Arn>arn:aws:sts::(\d{12}):assumed-role\//.exec(text)?.[1];
    if (key && account) this.#accounts.set(key, account);
  }

  /** The account of a caller's key; a twelve-digit key is its account's root, others are of the main account. */
  accountOf(accessKey: string | undefined): string {
    if (accessKey && /^\d{12}$/.test(accessKey)) return accessKey;
    return this.#accounts.get(accessKey ?? '') ?? '000000000000';
  }
}
