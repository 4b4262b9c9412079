import { apiNameOf, dataClassOf, exposureOf, ownerOf } from '../documentation/extensions.ts';
import { listOf, mappingAt, textOf } from '../documentation/mapping.ts';
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
  /** Templates as in the document, relative to its servers. */
  readonly operations: readonly { readonly method: string; readonly template: string }[];
}

const serversOf = (servers: unknown): DeclaredDocument['servers'] =>
  listOf(servers).flatMap((server) => {
    const url = textOf(mappingAt(server).url);
    // Servers with variables in the host or relative ones name no place.
    if (!/^https?:\/\/[^{}/]+(\/|$)/i.test(url) || !URL.canParse(url)) return [];
    const { hostname, pathname } = new URL(url);
    return { host: hostname.toLowerCase(), basePath: joinPath(decodeURI(pathname)) };
  });

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
    operations: operationsOf(document).map(({ method, path }) => ({ method, template: path })),
  };
};
