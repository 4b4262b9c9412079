import type { Handler, Handlers } from '../handler.ts';
import { jsonBody, withBody } from '../http.ts';
import { type Json, replaceFields } from './definition.ts';
import { changedFields, type PatchOperation, type PatchTypes, patched } from './patch.ts';
import { policyOf } from './snapshot.ts';
import { apiView } from './views.ts';

/**
 * The emulator applies patches without AWS's pointer escapes, types and lists. So the caller's patch goes through
 * (and its right is checked), and then the outcome is set to what AWS would have made of it.
 */
const corrected =
  (types: PatchTypes, read: (value: Json) => Json = (value) => value): Handler =>
  async (context) => {
    const { path } = context.call;
    const { status, value } = await context.root.ask('GET', path);
    const reply = await context.forward();
    if (reply.status >= 300 || status !== 200) return reply;
    const operations = (jsonBody(context.call)?.patchOperations ?? []) as PatchOperation[];
    const before = read(value);
    const after = patched(before, operations, types);
    // A field that the emulator's own reading damaged is set back, so every touched field is written.
    const touched = new Set(operations.map((operation) => operation.path.split('/')[1] ?? ''));
    const fields = {
      ...changedFields(before, after),
      ...Object.fromEntries([...touched].map((name) => [name, after[name]])),
    };
    return withBody(reply, await replaceFields(context.root, path, fields));
  };

const updateApi = corrected(
  {
    booleans: ['disableExecuteApiEndpoint'],
    numbers: ['minimumCompressionSize'],
    lists: ['binaryMediaTypes', 'endpointConfiguration/types', 'endpointConfiguration/vpcEndpointIds'],
  },
  (api) => ({ ...api, policy: policyOf(api) ?? null }),
);

/** The updates whose outcome the emulator gets wrong for some patches. */
export const updateHandlers: Handlers = {
  UpdateRestApi: async (context) => {
    const reply = await updateApi(context);
    return reply.status < 300 ? withBody(reply, apiView(jsonBody(reply) ?? {})) : reply;
  },
  UpdateMethod: corrected({
    booleans: ['apiKeyRequired', 'requestParameters'],
    lists: ['authorizationScopes'],
  }),
  UpdateIntegration: corrected({ numbers: ['timeoutInMillis'], lists: ['cacheKeyParameters'] }),
  UpdateAuthorizer: corrected({ numbers: ['authorizerResultTtlInSeconds'], lists: ['providerARNs'] }),
};
