import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { ImportContext } from '../importer.ts';
import { placeOf } from '../place.ts';

/** The function of an invocation URI of API Gateway, without version or alias. */
const lambdaArn = /arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+/;

const backendOf = (uri: string, context: ImportContext): readonly string[] => {
  const [arn] = lambdaArn.exec(uri) ?? [];
  if (arn) return [arn];
  const place = /^https?:/i.test(uri) ? placeOf(uri, context) : undefined;
  if (!place?.host) return [];
  // What stands before the first parameter is the same for every request.
  const base = place.path.replace(/\/[^/]*\{.*$/s, '').replace(/\/$/, '');
  return [`host:${place.host}${base}`];
};

/** Where the operations hand their requests, by the extensions of API Gateway and of Google's gateways. */
export const backendsOf = (
  document: Mapping,
  operations: readonly Mapping[],
  context: ImportContext,
): readonly string[] => {
  const shared = Object.values(mappingAt(document, 'components', 'x-amazon-apigateway-integrations'));
  const uris = [
    ...[...operations.map((operation) => operation['x-amazon-apigateway-integration']), ...shared].map(
      (integration) => (isMapping(integration) ? textOf(integration.uri) : ''),
    ),
    ...[document, ...operations].map((node) => textOf(mappingAt(node, 'x-google-backend').address)),
    ...listOf(document['x-backends']).map(textOf),
  ];
  return [...new Set(uris.flatMap((uri) => backendOf(uri, context)))].slice(0, 100);
};
