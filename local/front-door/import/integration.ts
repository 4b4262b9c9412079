import type { Json } from '../rest-api/definition.ts';
import { record } from './document.ts';
import type { Findings } from './findings.ts';

const types = ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'];
const upper = (value: unknown): string | undefined =>
  value === undefined ? undefined : String(value).toUpperCase();

const responsesOf = (source: Json): Json =>
  Object.fromEntries(
    Object.entries(record(source.responses)).map(([pattern, value]) => {
      const response = record(value);
      const statusCode = String(response.statusCode ?? '200');
      return [
        statusCode,
        {
          statusCode,
          selectionPattern: pattern === 'default' ? '' : pattern,
          responseParameters: record(response.responseParameters),
          responseTemplates: record(response.responseTemplates),
          ...(response.contentHandling ? { contentHandling: upper(response.contentHandling) } : {}),
        },
      ];
    }),
  );

/** Mappings may only name what the method declares; AWS refuses the import otherwise. */
const checkMappings = (
  source: Json,
  declared: ReadonlySet<string>,
  where: string,
  findings: Findings,
): void => {
  for (const expression of Object.values(record(source.requestParameters))) {
    const name = String(expression);
    if (/^method\.request\.(path|querystring|header)\./.test(name) && !declared.has(name))
      findings.error(
        `Unable to put integration on '${where}': Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${name}]`,
      );
  }
};

/** The integration of an operation; `undefined` when it has none. */
export const integrationOf = (
  operation: Json,
  declared: ReadonlySet<string>,
  where: string,
  findings: Findings,
): Json | undefined => {
  const source = record(operation['x-amazon-apigateway-integration']);
  if (Object.keys(source).length === 0) return undefined;
  const type = upper(source.type) ?? '';
  if (!types.includes(type))
    findings.error(`Unable to put integration on '${where}': Invalid integration type ${source.type}`);
  const uri = String(source.uri ?? '');
  if (type.startsWith('HTTP') && !/^(https?:\/\/|\$\{stageVariables\.)/.test(uri))
    findings.error(`Unable to put integration on '${where}': Invalid HTTP endpoint specified for URI`);
  const timeout = Number(source.timeoutInMillis ?? 29_000);
  if (timeout < 50 || timeout > 29_000)
    findings.error(`Unable to put integration on '${where}': Timeout should be between 50 ms and 29000 ms`);
  checkMappings(source, declared, where, findings);
  const { responses: _, ...rest } = source;
  return {
    ...rest,
    type,
    uri,
    httpMethod: upper(source.httpMethod) ?? 'POST',
    connectionType: upper(source.connectionType) ?? 'INTERNET',
    requestParameters: record(source.requestParameters),
    requestTemplates: record(source.requestTemplates),
    passthroughBehavior: upper(source.passthroughBehavior) ?? 'WHEN_NO_MATCH',
    timeoutInMillis: timeout,
    cacheKeyParameters: source.cacheKeyParameters ?? [],
    integrationResponses: responsesOf(source),
  };
};
