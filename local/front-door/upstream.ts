import {
  Agent,
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { type Call, type RawHeaders, type Reply, readBody, without } from './http.ts';

/** The emulator drops idle connections after five seconds; ours are dropped before, so that no call meets a dead one. */
const idleMs = 3000;

/** The AWS endpoint behind the front door. */
export class Upstream {
  readonly #url: URL;
  readonly #agent: Agent;

  constructor(url: string) {
    this.#url = new URL(url);
    const options = { keepAlive: true, timeout: idleMs, maxSockets: 256 };
    this.#agent = this.#url.protocol === 'https:' ? new TlsAgent(options) : new Agent(options);
  }

  get url(): string {
    return this.#url.origin;
  }

  #open(method: string, target: string, headers: RawHeaders): ClientRequest {
    const send = this.#url.protocol === 'https:' ? httpsRequest : httpRequest;
    return send({
      hostname: this.#url.hostname,
      port: this.#url.port,
      agent: this.#agent,
      method,
      path: target,
      // As they came: the signature covers `Host` and the order and form of what follows.
      headers: without(headers, 'connection', 'keep-alive', 'proxy-connection', 'expect') as never,
      setHost: false,
    });
  }

  /** Passes a request through as it is, both bodies streamed. */
  async stream(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const outgoing = this.#open(request.method ?? 'GET', request.url ?? '/', request.rawHeaders);
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
    });
    response.once('close', () => outgoing.destroy());
    request.pipe(outgoing);
    const incoming = await answered;
    response.writeHead(incoming.statusCode ?? 502, without(incoming.rawHeaders, 'connection', 'keep-alive'));
    await pipeline(incoming, response);
  }

  /** Sends a call that was read whole and reads the answer whole. */
  async exchange(call: Pick<Call, 'method' | 'target' | 'headers' | 'body'>): Promise<Reply> {
    const headers = without(call.headers, 'content-length', 'transfer-encoding');
    const outgoing = this.#open(call.method, call.target, [
      ...headers,
      ...(call.body.length > 0 || !['GET', 'HEAD', 'DELETE'].includes(call.method)
        ? ['Content-Length', String(call.body.length)]
        : []),
    ]);
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      outgoing.end(call.body);
    });
    return {
      status: incoming.statusCode ?? 502,
      headers: incoming.rawHeaders,
      body: await readBody(incoming),
    };
  }
}
