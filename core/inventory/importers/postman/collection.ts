import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { takeBody, takeTree } from '../credentials.ts';
import type { ImportContext, ImportedApi, ImportedRoute } from '../importer.ts';
import { sentControls, takeAuth, takeHeaders } from './auth.ts';
import { requestPlace } from './request-url.ts';
import { over, type Variables, variablesOf } from './variables.ts';

const maxDepth = 50;

/** The collection itself, bare or in the answer of Postman's API. */
export const collectionOf = (tree: unknown): Mapping | undefined => {
  const collection = isMapping(tree) && isMapping(tree.collection) ? tree.collection : tree;
  if (!isMapping(collection) || !isMapping(collection.info)) return undefined;
  const isTwo = /v2\.\d/.test(textOf(collection.info.schema)) || collection.info._postman_id !== undefined;
  return isTwo && Array.isArray(collection.item) ? collection : undefined;
};

interface Scope {
  readonly variables: Variables;
  /** The nearest `auth` upward; `noauth` at a request ends it. */
  readonly auth: unknown;
  readonly proof: string;
}

const takeRequest = (request: Mapping, context: ImportContext): void => {
  takeAuth(request.auth, context);
  takeHeaders(request.header, context);
  const body = mappingAt(request, 'body');
  takeBody(body.raw, context);
  for (const list of [body.urlencoded, body.formdata])
    for (const field of listOf(list))
      takeTree({ [textOf(mappingAt(field).key)]: mappingAt(field).value }, context);
  const { variables } = mappingAt(body, 'graphql');
  takeBody(variables, context);
  takeTree(variables, context);
};

/** Answers that were saved as examples hold the tokens of whoever saved them. */
const takeExamples = (item: Mapping, context: ImportContext): void => {
  for (const response of listOf(item.response).filter(isMapping)) {
    takeHeaders(response.header, context);
    for (const cookie of listOf(response.cookie)) takeTree({ cookie: mappingAt(cookie).value }, context);
    takeBody(response.body, context);
    const request = mappingAt(response, 'originalRequest');
    takeRequest(request, context);
  }
};

/** Tokens that scripts set: `pm.environment.set("token", "…")`. */
const takeScripts = (node: Mapping, context: ImportContext): void => {
  for (const event of listOf(node.event)) {
    const { exec } = mappingAt(event, 'script');
    const script = (Array.isArray(exec) ? exec.join('\n') : textOf(exec)).slice(0, 200_000);
    for (const [, name = '', value = ''] of script.matchAll(
      /["'`]([\w.-]{1,60})["'`]\s*[,:]\s*["'`]([^"'`\n]{6,2000})["'`]/g,
    ))
      takeTree({ [name]: value }, context);
  }
};

/** Every request of a collection, whatever folder it is in. `environment` lies under the collection's own variables. */
export const readCollection = (
  collection: Mapping,
  file: string,
  root: string,
  environment: Variables,
  context: ImportContext,
): ImportedApi => {
  const info = mappingAt(collection, 'info');
  const routes = new Map<string, ImportedRoute>();
  const visit = (node: Mapping, at: string, scope: Scope, depth: number): void => {
    takeAuth(node.auth, context);
    takeScripts(node, context);
    const own: Scope = {
      variables: over(scope.variables, variablesOf(node.variable, context)),
      ...(isMapping(node.auth)
        ? { auth: node.auth, proof: `${at}/auth` }
        : { auth: scope.auth, proof: scope.proof }),
    };
    if (node.request !== undefined) addRequest(node, at, own);
    if (depth >= maxDepth) return;
    listOf(node.item).forEach((child, index) => {
      if (isMapping(child)) visit(child, `${at}/item/${index}`, own, depth + 1);
    });
  };
  const addRequest = (item: Mapping, at: string, scope: Scope): void => {
    const request = isMapping(item.request) ? item.request : { url: item.request };
    takeRequest(request, context);
    takeExamples(item, context);
    const place = requestPlace(request.url, scope.variables, context);
    if (!place) return;
    const method = textOf(request.method).toUpperCase() || 'GET';
    const key = `${method} ${place.host ?? ''} ${place.template}`;
    if (routes.has(key)) return;
    const [auth, proof] = isMapping(request.auth)
      ? [request.auth, `${file}#${at}/request/auth`]
      : [scope.auth, `${file}#${scope.proof}`];
    routes.set(key, {
      method,
      ...place,
      pointer: `${file}#${at}/request`,
      controls: sentControls(auth, proof),
    });
  };
  visit(collection, root, { variables: environment, auth: undefined, proof: root }, 0);
  const { version } = info;
  return {
    name: textOf(info.name) || (file.split('/').at(-1) ?? file),
    style: 'REST',
    locator: `${file}#${root}/`,
    routes: [...routes.values()],
    ...(textOf(version) ? { version: textOf(version) } : {}),
  };
};
