import type { Handlers } from '../handler.ts';
import { awsError, jsonBody, jsonReply } from '../http.ts';
import type { Json } from './definition.ts';
import { type PatchOperation, patched } from './patch.ts';

const domainPath = (name: string): string => `/domainnames/${encodeURIComponent(name)}`;
const mappingPath = (domain: string, basePath: string): string =>
  `${domainPath(domain)}/basepathmappings/${encodeURIComponent(basePath)}`;

const operationsOf = (body: Json | undefined): PatchOperation[] =>
  (body?.patchOperations ?? []) as PatchOperation[];

/** Custom domains: the two updates that the emulator lacks, and the conflict that it does not see. */
export const domainHandlers: Handlers = {
  /** Made anew under its name, with its mappings put back: the emulator has no update. */
  UpdateDomainName: async (context) => {
    const refusal = await context.refused();
    if (refusal) return refusal;
    const name = context.parts[1] ?? '';
    const { status, value: before } = await context.root.ask('GET', domainPath(name));
    if (status !== 200) return awsError(404, 'NotFoundException', String(before.message));
    const mappings = await context.root.list(`${domainPath(name)}/basepathmappings`);
    const after = patched(before, operationsOf(jsonBody(context.call)), {
      lists: ['endpointConfiguration/types'],
    });
    const updated = await context.root.call('POST', '/domainnames', after);
    for (const mapping of mappings)
      await context.root.call('POST', `${domainPath(name)}/basepathmappings`, mapping);
    return jsonReply(200, updated);
  },

  CreateBasePathMapping: async (context) => {
    const domain = context.parts[1] ?? '';
    const basePath = String(jsonBody(context.call)?.basePath || '(none)');
    if ((await context.root.ask('GET', mappingPath(domain, basePath))).status === 200)
      return awsError(409, 'ConflictException', 'Base path already exists for this domain name');
    return context.forward();
  },

  /** One call replaces the mapping, so a request meets the old target or the new one, never none. */
  UpdateBasePathMapping: async (context) => {
    const refusal = await context.refused();
    if (refusal) return refusal;
    const [, domain = '', , basePath = ''] = context.parts;
    const { status, value: before } = await context.root.ask('GET', mappingPath(domain, basePath));
    if (status !== 200) return awsError(404, 'NotFoundException', String(before.message));
    // The patch path is spelled `/restapiId`, the field `restApiId`.
    const operations = operationsOf(jsonBody(context.call)).map((operation) => ({
      ...operation,
      path: operation.path.toLowerCase() === '/restapiid' ? '/restApiId' : operation.path,
    }));
    const after = patched(before, operations);
    const updated = await context.root.call('POST', `${domainPath(domain)}/basepathmappings`, after);
    if (after.basePath !== before.basePath) await context.root.ask('DELETE', mappingPath(domain, basePath));
    return jsonReply(200, updated);
  },
};
