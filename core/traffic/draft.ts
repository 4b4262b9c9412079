import type { Exchange } from './har-records.ts';
import { type SampleSchema, schemaOf } from './sample-schema.ts';
import type { ReportedEndpoint } from './traffic-report.ts';

type Json = Readonly<Record<string, unknown>>;

/** Bodies of one endpoint are enough after so many; more only repeat. */
const maxSamples = 200;

const pattern = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split(/(\{[^{}]*\})/)
      .map((part) => (part.startsWith('{') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      .join('')}$`,
  );

const exchangesOf = (endpoint: ReportedEndpoint, exchanges: readonly Exchange[]): readonly Exchange[] => {
  const path = pattern(endpoint.template);
  return exchanges
    .filter(
      ({ record }) =>
        record.host === endpoint.host && record.method === endpoint.method && path.test(record.path),
    )
    .slice(0, maxSamples);
};

const content = (schema: SampleSchema | undefined): Json =>
  schema ? { content: { 'application/json': { schema } } } : {};

const described: Readonly<Record<string, string>> = {
  '2': 'Seen in traffic.',
  '3': 'Redirect, seen in traffic.',
  '4': 'Refusal, seen in traffic.',
  '5': 'Failure, seen in traffic.',
};

const responsesOf = (endpoint: ReportedEndpoint, exchanges: readonly Exchange[]): Json => {
  const codes = Object.keys(endpoint.codes).filter((code) => code !== '0');
  const entries = codes.map((code) => {
    const bodies = exchanges
      .filter(({ record }) => String(record.status) === code)
      .flatMap(({ responseBody }) => (responseBody === undefined ? [] : [responseBody]));
    return [
      code,
      { description: described[code[0] as string] ?? 'Seen in traffic.', ...content(schemaOf(bodies)) },
    ];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : { default: { description: 'Never seen.' } };
};

const securityOf = (endpoint: ReportedEndpoint): Json =>
  endpoint.authentication.credentials.length === 0
    ? {}
    : { 'x-gatehouse-authentication': endpoint.authentication };

const operationOf = (endpoint: ReportedEndpoint, exchanges: readonly Exchange[]): Json => {
  const own = exchangesOf(endpoint, exchanges);
  const bodies = own.flatMap(({ requestBody }) => (requestBody === undefined ? [] : [requestBody]));
  const body = schemaOf(bodies);
  return {
    summary: `To be described by the owner: ${endpoint.method} ${endpoint.template}`,
    'x-gatehouse-inferred': {
      from: 'traffic',
      confidence: endpoint.confidence,
      requests: endpoint.support.requests,
      principals: endpoint.support.principals,
    },
    ...securityOf(endpoint),
    ...(endpoint.parameters.length > 0
      ? {
          parameters: endpoint.parameters.map((one) => ({
            name: one.name,
            in: one.in,
            required: one.in === 'path',
            schema: { type: one.type },
          })),
        }
      : {}),
    ...(body ? { requestBody: { required: bodies.length === own.length, ...content(body) } } : {}),
    responses: responsesOf(endpoint, own),
  };
};

/**
 * An OpenAPI 3.1 document of what traffic shows of one host, for its owner to complete: everything in it is marked as
 * inferred, and nothing in it is a value that somebody sent.
 * @param endpoints of one host
 * @param exchanges with bodies, where a capture has them
 */
export const draftOf = (
  host: string,
  endpoints: readonly ReportedEndpoint[],
  exchanges: readonly Exchange[] = [],
): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    const path = paths[endpoint.template] ?? {};
    paths[endpoint.template] = path;
    path[endpoint.method.toLowerCase()] = operationOf(endpoint, exchanges);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${host}: draft from traffic`,
      version: '0.0.0-draft',
      description:
        'Inferred from access logs, to be completed by the owner. Confidence and support stand at each operation.',
    },
    servers: [{ url: `https://${host}` }],
    paths,
  };
};
