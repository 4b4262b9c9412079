import { apiNameOf, dataClassOf, exposureOf, ownerOf } from '../documentation/extensions.ts';
import { dereference, listOf, type Mapping, mappingAt, textOf } from '../documentation/mapping.ts';
import { operationsOf } from '../documentation/operations.ts';
import type { DocumentReading } from '../documentation/read-document.ts';
import { joinPath } from '../traffic/path.ts';
import type { DataClass, Exposure } from './api-record.ts';

/** What an OpenAPI document declares of an API, as far as the catalogue needs it. */
export interface DeclaredDocument {
  /** Object key or file name. */
  readonly key: string;
  readonly apiName: string;
  readonly owner?: string;
  readonly exposure?: Exposure;
  readonly dataClass?: DataClass;
  readonly servers: readonly { readonly host: string; readonly basePath: string }[];
  readonly operations: readonly DeclaredOperation[];
}

export interface DeclaredOperation {
  readonly method: string;
  /** As in the document, relative to its servers. */
  readonly template: string;
  readonly deprecated?: true;
  /** Keys of its responses: `200`, `4XX`, `default`. Absent: what it answers is not known. */
  readonly responses?: readonly string[];
  /** Names of the query parameters that it declares, an API key in the query among them; absent: none. */
  readonly queryNames?: readonly string[];
}

const serversOf = (servers: unknown): DeclaredDocument['servers'] =>
  listOf(servers).flatMap((server) => {
    const url = textOf(mappingAt(server).url);
    // Servers with variables in the host or relative ones name no place.
    if (!/^https?:\/\/[^{}/]+(\/|$)/i.test(url) || !URL.canParse(url)) return [];
    const { hostname, pathname } = new URL(url);
    return { host: hostname.toLowerCase(), basePath: joinPath(decodeURI(pathname)) };
  });

/** Names of keys that callers send in the query. */
const queryKeysOf = (document: Mapping): string[] => {
  const schemes = [
    mappingAt(document, 'components', 'securitySchemes'),
    mappingAt(document, 'securityDefinitions'),
  ];
  return schemes
    .flatMap((list) => Object.values(list))
    .map((scheme) => dereference(document, scheme))
    .filter((scheme) => textOf(mappingAt(scheme).in) === 'query')
    .map((scheme) => textOf(mappingAt(scheme).name));
};

const declaredOperations = (document: Mapping): DeclaredOperation[] => {
  const keys = queryKeysOf(document);
  return operationsOf(document).map(({ method, path, value, parameters }) => {
    const responses = Object.keys(mappingAt(value, 'responses'));
    const queryNames = [...parameters.filter((one) => one.in === 'query').map(({ name }) => name), ...keys];
    return {
      method,
      template: path,
      ...(value.deprecated === true ? { deprecated: true as const } : {}),
      ...(responses.length > 0 ? { responses } : {}),
      ...(queryNames.length > 0 ? { queryNames } : {}),
    };
  });
};

/**
 * A document that cannot be read still belongs to an API: the one its file is called after, so that the owner is
 * told of it and the API is not taken for undocumented.
 */
export const declaredDocument = (key: string, reading: DocumentReading): DeclaredDocument => {
  const fileName = (key.split('/').at(-1) ?? key).replace(/\.[a-z]+$/i, '');
  if (!reading.ok) return { key, apiName: fileName, servers: [], operations: [] };
  const { document } = reading.read;
  const owner = ownerOf(document);
  const exposure = exposureOf(document);
  const dataClass = dataClassOf(document);
  return {
    key,
    apiName: apiNameOf(document) ?? fileName,
    ...(owner ? { owner } : {}),
    ...(exposure ? { exposure } : {}),
    ...(dataClass ? { dataClass } : {}),
    servers: serversOf(document.servers),
    operations: declaredOperations(document),
  };
};
