import type { Context, Handlers } from '../handler.ts';
import { awsError, jsonReply, type Reply } from '../http.ts';
import { applyImport, type PutMode } from '../import/apply.ts';
import { ImportRefused, readDocument } from '../import/document.ts';
import { Findings } from '../import/findings.ts';
import { planImport } from '../import/plan.ts';
import { apiPath, type Json } from './definition.ts';
import { apiView } from './views.ts';

const badRequest = (message: string): Reply => awsError(400, 'BadRequestException', message);

/** Plans the import of the call's body; a reply is a refusal. */
const planned = ({ call, account, region }: Context, apiId: string) => {
  const findings = new Findings();
  try {
    const document = readDocument(call.body, account, region);
    const plan = planImport(document, apiId, call.query.get('basepath') ?? 'ignore', findings);
    const refusal = findings.refusal(call.query.get('failonwarnings') === 'true');
    return refusal ? badRequest(refusal) : { plan, warnings: findings.warnings };
  } catch (error) {
    if (error instanceof ImportRefused) return badRequest(error.message);
    throw error;
  }
};

const answer = async (context: Context, apiId: string, warnings: readonly string[], status: number) => {
  const api = apiView(await context.root.call('GET', apiPath(apiId)));
  return jsonReply(status, { ...api, ...(warnings.length > 0 ? { warnings } : {}) });
};

/** The emulator reads an import as CreateRestApi: the API that comes of asking for the right is thrown away. */
const refusedImport = async (context: Context): Promise<Reply | undefined> => {
  const reply = await context.forward();
  if (reply.status >= 400 && reply.status < 500) return reply;
  const made = reply.status < 300 ? (JSON.parse(reply.body.toString('utf8')) as Json) : {};
  if (made.id) await context.root.ask('DELETE', apiPath(String(made.id)));
  return undefined;
};

/** `endpointConfigurationTypes=REGIONAL` among the parameters; the default is EDGE (recorded). */
const endpointOf = ({ call }: Context): Json => ({
  types: [call.query.get('endpointConfigurationTypes') ?? 'EDGE'],
});

/** ImportRestApi and PutRestApi, expanded into calls that the emulator has. On an error nothing changes. */
export const importHandlers: Handlers = {
  ImportRestApi: async (context) => {
    const refusal = await refusedImport(context);
    if (refusal) return refusal;
    const check = planned(context, 'preview');
    if ('status' in check) return check;
    const made = await context.root.call('POST', '/restapis', {
      name: 'import',
      endpointConfiguration: endpointOf(context),
    });
    const apiId = String(made.id);
    const { plan, warnings } = planned(context, apiId) as Exclude<ReturnType<typeof planned>, Reply>;
    await applyImport(context.root, apiId, plan, 'overwrite');
    return answer(context, apiId, warnings, 201);
  },

  PutRestApi: async (context) => {
    const refusal = await context.refused();
    if (refusal) return refusal;
    const apiId = context.parts[1] ?? '';
    const { status, value } = await context.root.ask('GET', apiPath(apiId));
    if (status !== 200) return awsError(404, 'NotFoundException', String(value.message));
    const mode = context.call.query.get('mode') ?? 'merge';
    if (mode !== 'merge' && mode !== 'overwrite') return badRequest(`Invalid mode specified: ${mode}`);
    const result = planned(context, apiId);
    if ('status' in result) return result;
    await applyImport(context.root, apiId, result.plan, mode satisfies PutMode);
    return answer(context, apiId, result.warnings, 200);
  },
};
