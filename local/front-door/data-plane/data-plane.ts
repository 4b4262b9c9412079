import { awsError, type Call, header, jsonReply, type Reply } from '../http.ts';
import { RootClient } from '../root-client.ts';
import type { Upstream } from '../upstream.ts';
import { AccessLog } from './access-log.ts';
import type { Address } from './address.ts';
import { Mappings, mapped } from './mappings.ts';
import { deniesEverybody } from './policy.ts';
import { matchResource } from './resource-match.ts';
import { type ServedStage, ServedStages } from './served-api.ts';

interface Target {
  readonly apiId: string;
  readonly stage: string;
  readonly rest: string;
  readonly throughDomain: boolean;
}

const forbidden = (): Reply =>
  jsonReply(403, { message: 'Forbidden' }, ['x-amzn-ErrorType', 'ForbiddenException']);

/** Serves calls to APIs: from the deployment, not the working copy, by domain or by the API's own endpoint. */
export class DataPlane {
  readonly #upstream: Upstream;
  readonly #stages: ServedStages;
  readonly #mappings: Mappings;
  readonly #log: AccessLog;

  constructor(upstream: Upstream) {
    const root = new RootClient(upstream);
    this.#upstream = upstream;
    this.#stages = new ServedStages(root);
    this.#mappings = new Mappings(root);
    this.#log = new AccessLog(root);
  }

  /** After a change through the control plane. */
  forget(): void {
    this.#stages.forget();
    this.#mappings.forget();
  }

  async serve(call: Call, address: Address, sourceIp: string): Promise<Reply> {
    const target = await this.#target(address);
    if (!target) return forbidden();
    const served = await this.#stages.of(target.apiId, target.stage);
    const startedAt = new Date();
    const began = performance.now();
    const reply = (served && this.#refusal(served, target, call)) ?? (await this.#pass(call, served, target));
    if (served?.accessLog) {
      const path = `${target.throughDomain ? call.path : `/${target.stage}${target.rest.split('?')[0]}`}`;
      const resourcePath = matchResource(served.resources.keys(), target.rest.split('?')[0] ?? '/');
      await this.#log.write(served.accessLog, {
        apiId: target.apiId,
        stage: target.stage,
        method: call.method,
        path,
        ...(resourcePath === undefined ? {} : { resourcePath }),
        domainName: this.#domainName(address, target),
        sourceIp,
        headers: call.headers,
        reply,
        startedAt,
        latencyMs: Math.round(performance.now() - began),
      });
    }
    return reply;
  }

  #domainName(address: Address, target: Target): string {
    return address.kind === 'domain' ? address.domain : `${target.apiId}.execute-api.us-east-1.amazonaws.com`;
  }

  async #target(address: Address): Promise<Target | undefined> {
    if (address.kind === 'endpoint') return { ...address, throughDomain: false };
    const found = mapped(await this.#mappings.of(address.domain), address.rest);
    return found && { ...found, throughDomain: true };
  }

  #refusal(served: ServedStage, target: Target, call: Call): Reply | undefined {
    if (served.defaultEndpointDisabled && !target.throughDomain) return forbidden();
    const path = (target.rest.split('?')[0] ?? '/').slice(1);
    const arn = `arn:aws:execute-api:us-east-1:000000000000:${served.servedBy}/${target.stage}/${call.method}/${path}`;
    if (!served.policy || !deniesEverybody(served.policy, arn)) return undefined;
    const shown = arn.replace(served.servedBy, served.apiId).replace(':000000000000:', ':********0000:');
    return {
      ...awsError(403, 'AccessDeniedException', ''),
      body: Buffer.from(
        JSON.stringify({
          Message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${shown} with an explicit deny`,
        }),
      ),
    };
  }

  #pass(call: Call, served: ServedStage | undefined, target: Target): Promise<Reply> {
    const apiId = served?.servedBy ?? target.apiId;
    const stage = encodeURIComponent(target.stage).replace('%24', '$');
    const forwarded = header(call.headers, 'x-forwarded-proto') ? [] : ['X-Forwarded-Proto', 'https'];
    return this.#upstream.exchange({
      ...call,
      headers: [...call.headers, ...forwarded],
      target: `/_aws/execute-api/${apiId}/${stage}${target.rest}`,
    });
  }
}
