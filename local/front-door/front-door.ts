import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { administer, adminPrefix } from './admin.ts';
import { Calls } from './calls.ts';
import { addressOf } from './data-plane/address.ts';
import { DataPlane } from './data-plane/data-plane.ts';
import { type Fault, Faults, faultReply } from './faults.ts';
import type { Handler, Handlers } from './handler.ts';
import { awsError, type Call, header, type Reply, readCall, send, splitTarget } from './http.ts';
import { mailPage } from './mail-page.ts';
import { type Operation, operationOf } from './operation.ts';
import { Recorded } from './recorded.ts';
import { apiHandlers } from './rest-api/api-handlers.ts';
import { deploymentHandlers } from './rest-api/deployment-handlers.ts';
import { domainHandlers } from './rest-api/domain-handlers.ts';
import { importHandlers } from './rest-api/import-handlers.ts';
import { updateHandlers } from './rest-api/update-handlers.ts';
import { usagePlanHandlers } from './rest-api/usage-plans.ts';
import { RootClient } from './root-client.ts';
import { Sessions } from './sessions.ts';
import { scopeOf } from './signature.ts';
import type { Upstream } from './upstream.ts';

const handlers: Handlers = {
  ...apiHandlers,
  ...importHandlers,
  ...deploymentHandlers,
  ...updateHandlers,
  ...usagePlanHandlers,
  ...domainHandlers,
};

/** REST APIs only: the operations of HTTP APIs have the same names. */
const handlerOf = (operation: Operation, path: string) =>
  operation.service === 'apigateway' && !path.startsWith('/v2/') ? handlers[operation.name] : undefined;

/** The emulator's answer to a call that passed its policy check and that it does not know. */
const isUnknown = (reply: Reply): boolean =>
  reply.status === 404 && reply.body.includes('Unknown API Gateway');

const isRefusal = ({ body }: Reply): boolean =>
  /AccessDenied|UnauthorizedOperation/.test(body.toString('utf8'));

/** The one endpoint that every SDK call goes through, before the emulator. */
export class FrontDoor {
  readonly #upstream: Upstream;
  readonly #calls = new Calls();
  readonly #faults = new Faults();
  readonly #recorded = new Recorded();
  readonly #sessions = new Sessions();
  readonly #dataPlane: DataPlane;

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
    this.#dataPlane = new DataPlane(upstream);
  }

  /** A server that is not listening yet. */
  server(): Server {
    return createServer((request, response) => {
      this.#serve(request, response).catch((error: Error) => {
        if (response.headersSent) response.destroy();
        else
          send(
            response,
            awsError(502, 'ServiceUnavailable', `The local AWS does not answer: ${error.message}`),
          );
      });
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/';
    if (target.startsWith(adminPrefix)) {
      const call = await readCall(request);
      const isMail = call.path === `${adminPrefix}mail`;
      const reply = isMail
        ? await mailPage(this.#upstream.url)
        : administer(call, this.#calls, this.#faults, this.#recorded, this.#upstream.url);
      return send(response, reply);
    }
    const address = addressOf(request.headers.host ?? '', target);
    if (address) {
      const call = await readCall(request);
      const reply = await this.#dataPlane.serve(call, address, request.socket.remoteAddress ?? '127.0.0.1');
      return send(response, reply, call.method === 'HEAD');
    }
    return this.#serveAws(request, response);
  }

  async #serveAws(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
    const early = isForm ? await readCall(request) : undefined;
    const { path, query } = splitTarget(request.url ?? '/');
    const named = { method: request.method ?? 'GET', path, query, headers: request.rawHeaders };
    const operation = operationOf(named, early?.body.toString('utf8'));
    // Paths with an underscore are the emulator's own interface, not AWS.
    if (!path.startsWith('/_')) this.#calls.count(operation.service, operation.name);

    const fault = this.#faults.next(operation);
    const handler = handlerOf(operation, path);
    const scope = scopeOf(header(request.rawHeaders, 'authorization'));
    const account = this.#sessions.accountOf(scope?.accessKey);
    const recorded = this.#recorded.answer(operation, account, scope?.region ?? 'us-east-1');
    if (!fault && !handler && !recorded && !early) return this.#upstream.stream(request, response);

    const call = early ?? (await readCall(request));
    if (fault?.when === 'before') return this.#fail(response, fault);
    const reply = await this.#answer(operation, call, handler, recorded);
    if (operation.service === 'sts' && operation.name === 'AssumeRole') this.#sessions.learn(reply);
    if (operation.service === 'apigateway' && call.method !== 'GET') this.#dataPlane.forget();
    return fault ? this.#fail(response, fault) : send(response, reply, call.method === 'HEAD');
  }

  async #answer(
    operation: Operation,
    call: Call,
    handler: Handler | undefined,
    recorded: Reply | undefined,
  ): Promise<Reply> {
    if (handler) return handler(this.#context(call));
    if (recorded && !this.#recorded.isJudged(operation)) return recorded;
    const reply = await this.#upstream.exchange(call);
    // The emulator's policy check comes before its routing: a refusal stands, also for what it does not have.
    return recorded && reply.status !== 403 && !isRefusal(reply) ? recorded : reply;
  }

  #fail(response: ServerResponse, fault: Fault): void {
    if (fault.status === 0) response.destroy();
    else send(response, faultReply(fault));
  }

  #context(call: Call) {
    const scope = scopeOf(header(call.headers, 'authorization'));
    const account = this.#sessions.accountOf(scope?.accessKey);
    const forward = () => this.#upstream.exchange(call);
    return {
      call,
      parts: call.path.split('/').filter(Boolean).map(decodeURIComponent),
      account,
      region: scope?.region ?? 'us-east-1',
      root: RootClient.of(this.#upstream, account, scope?.region),
      forward,
      refused: async () => {
        const reply = await forward();
        return isUnknown(reply) ? undefined : reply;
      },
    };
  }
}
