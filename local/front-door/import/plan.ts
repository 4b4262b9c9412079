import type { Json } from '../rest-api/definition.ts';
import { type Document, record } from './document.ts';
import type { Findings } from './findings.ts';
import { type PlannedMethod, planMethod } from './operation.ts';
import { checkPaths } from './paths.ts';
import { Models } from './schema.ts';
import { authorizersOf } from './security.ts';

const verbs = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const anyMethod = 'x-amazon-apigateway-any-method';

/** What an import will make; nothing of it exists yet. */
export interface ImportPlan {
  /** Fields of the RestApi. */
  readonly api: Json;
  readonly methods: ReadonlyMap<string, ReadonlyMap<string, PlannedMethod>>;
  readonly models: readonly Json[];
  readonly authorizers: readonly Json[];
  readonly validators: readonly Json[];
  readonly gatewayResponses: readonly Json[];
}

/** `ignore` (the default) leaves paths alone; the others use the path of the first server. */
const basePathOf = (document: Document, mode: string): string => {
  if (mode === 'ignore') return '';
  const server = record((document.root.servers as unknown[] | undefined)?.[0]);
  const variable = record(record(server.variables).basePath).default;
  const url = String(server.url ?? '')
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/\{basePath\}/, '');
  const base = String(document.root.basePath ?? variable ?? url).replace(/\/$/, '');
  const segments = base.split('/').filter(Boolean);
  const used = mode === 'split' ? segments.slice(1) : segments;
  return used.map((segment) => `/${segment}`).join('');
};

const apiFieldsOf = (document: Document): Json => {
  const { root, info } = document;
  const server = record((root.servers as unknown[] | undefined)?.[0]);
  const endpoint = record(
    server['x-amazon-apigateway-endpoint-configuration'] ??
      root['x-amazon-apigateway-endpoint-configuration'],
  );
  const policy = root['x-amazon-apigateway-policy'];
  const optional: Json = {
    description: info.description,
    version: info.version,
    binaryMediaTypes: root['x-amazon-apigateway-binary-media-types'],
    minimumCompressionSize: root['x-amazon-apigateway-minimum-compression-size'],
    apiKeySource: root['x-amazon-apigateway-api-key-source'],
    disableExecuteApiEndpoint: endpoint.disableExecuteApiEndpoint,
    policy: policy === undefined ? undefined : JSON.stringify(policy),
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined);
  return { name: String(info.title ?? 'unnamed'), ...Object.fromEntries(given) };
};

const validatorsOf = (document: Document): Json[] =>
  Object.entries(record(document.root['x-amazon-apigateway-request-validators'])).map(([name, value]) => ({
    name,
    validateRequestBody: record(value).validateRequestBody === true,
    validateRequestParameters: record(value).validateRequestParameters === true,
  }));

const gatewayResponsesOf = (document: Document): Json[] =>
  Object.entries(record(document.root['x-amazon-apigateway-gateway-responses'])).map(
    ([responseType, value]) => ({
      responseType,
      ...record(value),
      ...(record(value).statusCode === undefined ? {} : { statusCode: String(record(value).statusCode) }),
    }),
  );

const methodsOf = (document: Document, base: string, models: Models, findings: Findings) => {
  const all = new Map<string, Map<string, PlannedMethod>>();
  for (const [key, value] of Object.entries(document.paths)) {
    if (!key.startsWith('/')) continue;
    const path = `${base}${key}`.replace(/(.)\/$/, '$1') || '/';
    const pathItem = record(value);
    const operations = [
      ...verbs.map((verb) => [verb.toUpperCase(), pathItem[verb]] as const),
      ['ANY', pathItem[anyMethod]] as const,
    ].filter(([, operation]) => operation !== undefined);
    const methods = operations.map(([verb, operation]) => {
      const at = { path, verb, pathItem, operation: record(operation) };
      return [verb, planMethod(document, at, models, findings)] as const;
    });
    all.set(path, new Map([...(all.get(path) ?? []), ...methods]));
  }
  return all;
};

/** Plans an import and reports what API Gateway would; changes nothing. */
export const planImport = (
  document: Document,
  apiId: string,
  basePath: string,
  findings: Findings,
): ImportPlan => {
  if (!document.info.title) findings.warn('Parse issue: attribute info.title is missing');
  if (!document.root.paths) findings.warn('Parse issue: attribute paths is missing');
  const models = new Models(document, findings, apiId);
  const authorizers = authorizersOf(document, findings);
  const methods = methodsOf(document, basePathOf(document, basePath), models, findings);
  checkPaths([...methods.keys()], findings);
  return {
    api: apiFieldsOf(document),
    methods,
    models: models.all(),
    authorizers,
    validators: validatorsOf(document),
    gatewayResponses: gatewayResponsesOf(document),
  };
};
