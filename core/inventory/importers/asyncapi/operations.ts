import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { jsonPointer } from '../../../yaml-text.ts';
import type { ReferenceResolver } from '../openapi/members.ts';

/** What a client does at a channel. */
export interface ChannelOperation {
  /** `PUBLISH`, `SUBSCRIBE`, or the HTTP method of a binding. */
  readonly method: string;
  /** Address of the channel with `{parameters}`; undefined where it is only known at run time. */
  readonly address: string | undefined;
  /** Names of the servers that have the channel; empty for all. */
  readonly servers: readonly string[];
  readonly security: unknown;
  readonly deprecated: boolean;
  readonly pointer: string;
}

/** Follows a reference from the document; an empty mapping where it leads nowhere. */
type Follow = (value: unknown) => Mapping;

const lastStep = (reference: unknown): string =>
  (textOf(mappingAt(reference).$ref).split('/').at(-1) ?? '').replaceAll('~1', '/').replaceAll('~0', '~');

const httpMethod = (node: Mapping): string =>
  textOf(mappingAt(node, 'bindings', 'http').method).toUpperCase();

const isDeprecated = (node: Mapping): boolean => node.deprecated === true || node['x-deprecated'] === true;

/** Version 2 names operations as the client sees them: `publish` is what a client may publish. */
const operations2 = (document: Mapping, follow: Follow): readonly ChannelOperation[] =>
  Object.entries(mappingAt(document, 'channels')).flatMap(([address, item]) => {
    const channel = follow(item);
    return ['publish', 'subscribe'].flatMap((verb) => {
      if (!isMapping(channel[verb])) return [];
      const operation = follow(channel[verb]);
      return {
        method: httpMethod(operation) || verb.toUpperCase(),
        address,
        servers: listOf(channel.servers).map(textOf),
        security: operation.security,
        deprecated: isDeprecated(operation) || isDeprecated(channel),
        pointer: jsonPointer(['channels', address, verb]),
      };
    });
  });

const channelAt = (reference: unknown, name: string, follow: Follow) => {
  const channel = follow(reference);
  return {
    channel,
    // With `null` it is decided at run time; without the member tools fall back to the name.
    address: channel.address === null ? undefined : textOf(channel.address) || name,
    servers: listOf(channel.servers).map(lastStep),
  };
};

/** Version 3 names operations as the application sees them: what it receives, a client publishes. */
const operations3 = (document: Mapping, follow: Follow): readonly ChannelOperation[] => {
  const used = new Set<string>();
  const operations = Object.entries(mappingAt(document, 'operations')).flatMap(([name, item]) => {
    const operation = follow(item);
    const channelName = lastStep(operation.channel);
    if (channelName === '') return [];
    used.add(channelName);
    const { channel, address, servers } = channelAt(operation.channel, channelName, follow);
    const verb = operation.action === 'send' ? 'SUBSCRIBE' : 'PUBLISH';
    return {
      method: httpMethod(operation) || verb,
      address,
      servers,
      security: operation.security,
      deprecated: isDeprecated(operation) || isDeprecated(channel),
      pointer: jsonPointer(['operations', name]),
    };
  });
  // A channel without an operation is there all the same: who sends on it is not said.
  const idle = Object.entries(mappingAt(document, 'channels'))
    .filter(([name]) => !used.has(name))
    .map(([name, item]) => {
      const { channel, address, servers } = channelAt(item, name, follow);
      const pointer = jsonPointer(['channels', name]);
      return {
        method: 'ANY',
        address,
        servers,
        security: undefined,
        deprecated: isDeprecated(channel),
        pointer,
      };
    });
  return [...operations, ...idle];
};

/** Operations of AsyncAPI 2 and 3, all as the client sees them, the way HTTP methods are. */
export const channelOperations = (
  document: Mapping,
  file: string,
  references: ReferenceResolver,
): readonly ChannelOperation[] => {
  const follow: Follow = (value) => {
    const found = references.resolve({ value, file })?.value;
    return isMapping(found) ? found : {};
  };
  return textOf(document.asyncapi).startsWith('3')
    ? operations3(document, follow)
    : operations2(document, follow);
};
