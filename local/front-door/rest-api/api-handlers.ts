import type { Context, Handlers } from '../handler.ts';
import { jsonBody, type Reply, withBody } from '../http.ts';
import { apiPath, type Json } from './definition.ts';
import { dropSnapshot, isSnapshot } from './snapshot.ts';
import { apiView, resourceView } from './views.ts';

const ok = (reply: Reply): boolean => reply.status < 300;

const viewed = async (context: Context, view: (value: Json) => Json): Promise<Reply> => {
  const reply = await context.forward();
  const value = ok(reply) ? jsonBody(reply) : undefined;
  return value ? withBody(reply, view(value)) : reply;
};

const items = (value: Json): Json[] => (value.item ?? []) as Json[];

const embedsMethods = ({ call }: Context): boolean =>
  call.query.getAll('embed').join(',').includes('methods');

/** RestApis and their resources: snapshots stay out of sight, types and embedding are AWS's. */
export const apiHandlers: Handlers = {
  CreateRestApi: (context) => viewed(context, apiView),
  GetRestApi: (context) => viewed(context, apiView),
  GetRestApis: (context) =>
    viewed(context, (page) => ({
      ...page,
      item: items(page)
        .filter(({ id }) => !isSnapshot(id))
        .map(apiView),
    })),

  DeleteRestApi: async (context) => {
    const apiId = context.parts[1] ?? '';
    const { value } = await context.root.ask('GET', `${apiPath(apiId)}/deployments?limit=500`);
    const reply = await context.forward();
    if (ok(reply)) for (const { id } of items(value)) await dropSnapshot(context.root, apiId, String(id));
    return reply;
  },

  GetResources: (context) =>
    viewed(context, (page) => ({
      ...page,
      item: items(page).map((resource) => resourceView(resource, embedsMethods(context))),
    })),
  GetResource: (context) => viewed(context, (resource) => resourceView(resource, embedsMethods(context))),

  /** AWS deletes what is below, too; the emulator leaves it behind. */
  DeleteResource: async (context) => {
    const [, apiId = '', , id] = context.parts;
    const path = `${apiPath(apiId)}/resources`;
    const before = await context.root.list(path);
    const top = before.find((resource) => resource.id === id);
    const reply = await context.forward();
    if (ok(reply) && top)
      for (const resource of before)
        if (String(resource.path).startsWith(`${top.path}/`))
          await context.root.ask('DELETE', `${path}/${resource.id}`);
    return reply;
  },
};
