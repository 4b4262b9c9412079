import { jsonBody, type RawHeaders } from './http.ts';
import { type Scope, signed } from './signature.ts';
import type { Upstream } from './upstream.ts';

/** What the emulator answered to a call of our own. */
export interface RootReply {
  readonly status: number;
  readonly value: Record<string, unknown>;
}

export class UpstreamRefused extends Error {
  override readonly name = 'UpstreamRefused';
}

/**
 * Calls of the front door itself, as the account's root: what it adds to AWS's interface it builds from calls
 * that the emulator has. Only made after the emulator has let the caller's own call through its policy check.
 */
export class RootClient {
  readonly #upstream: Upstream;
  readonly #scope: Omit<Scope, 'service'>;

  constructor(
    upstream: Upstream,
    scope: Omit<Scope, 'service'> = { accessKey: 'test', region: 'us-east-1' },
  ) {
    this.#upstream = upstream;
    this.#scope = scope;
  }

  /** The root of an account in one Region; a twelve-digit key is the root of that account. */
  static of(upstream: Upstream, account: string, region = 'us-east-1'): RootClient {
    return new RootClient(upstream, { accessKey: account === '000000000000' ? 'test' : account, region });
  }

  /** One call; any status is an answer. */
  async ask(
    method: string,
    target: string,
    body?: unknown,
    { service = 'apigateway', headers = {} }: { service?: string; headers?: Record<string, string> } = {},
  ): Promise<RootReply> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const host = new URL(this.#upstream.url).host;
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const lines = signed({ ...this.#scope, service }, 'test', {
      method,
      host,
      target,
      body: text,
      headers: { ...type, ...headers },
    });
    const reply = await this.#upstream.exchange({
      method,
      target,
      headers: Object.entries(lines).flat() as RawHeaders,
      body: Buffer.from(text),
    });
    return { status: reply.status, value: jsonBody(reply) ?? {} };
  }

  /** One call that has to succeed. @throws UpstreamRefused */
  async call(method: string, target: string, body?: unknown): Promise<Record<string, unknown>> {
    const { status, value } = await this.ask(method, target, body);
    if (status >= 300)
      throw new UpstreamRefused(`${method} ${target} answered ${status}: ${String(value.message ?? '')}`);
    return value;
  }

  /** All items of a paged collection. @throws UpstreamRefused */
  async list(target: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for (let position: string | undefined, first = true; first || position; first = false) {
      const query = new URLSearchParams({ limit: '500', ...(position ? { position } : {}) });
      const page = await this.call('GET', `${target}${target.includes('?') ? '&' : '?'}${query}`);
      items.push(...((page.item ?? []) as Record<string, unknown>[]));
      position = page.position as string | undefined;
    }
    return items;
  }
}
