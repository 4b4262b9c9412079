import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import type { ApiStyle } from '../../evidence.ts';
import type { ImportContext } from '../importer.ts';
import { controlsOfScheme } from '../openapi/declared-security.ts';
import type { Located, ReferenceResolver } from '../openapi/members.ts';
import { placesOf } from '../openapi/servers.ts';
import type { Place } from '../place.ts';

/** Ways to be let in, of which one is enough; none for what is open. */
export type Alternatives = readonly (readonly GatewayControl[])[];

export interface AsyncServer {
  readonly name: string;
  readonly protocol: string;
  readonly places: readonly Place[];
  readonly alternatives: Alternatives;
}

/** Version 2 lists requirements by scheme name, version 3 the schemes themselves. */
export const alternativesOf = (
  security: unknown,
  { document, file }: { readonly document: Mapping; readonly file: string },
  references: ReferenceResolver,
): Alternatives => {
  const schemes = mappingAt(document, 'components', 'securitySchemes');
  return listOf(security).flatMap((item) => {
    const scheme = references.resolve({ value: item, file })?.value;
    if (!isMapping(scheme)) return [];
    if (typeof scheme.type === 'string') return [controlsOfScheme(scheme, listOf(scheme.scopes))];
    return [
      Object.entries(scheme).flatMap(([name, scopes]) => {
        const named = references.resolve({ value: schemes[name], file })?.value;
        return isMapping(named) ? controlsOfScheme(named, listOf(scopes)) : [];
      }),
    ];
  });
};

/** `url` of version 2, `host` and `pathname` of version 3, with the values of their variables. */
export const serversOf = (
  at: { readonly document: Mapping; readonly file: string },
  references: ReferenceResolver,
  context: ImportContext,
): readonly AsyncServer[] =>
  Object.entries(mappingAt(at.document, 'servers')).flatMap(([name, item]) => {
    const located: Located | undefined = references.resolve({ value: item, file: at.file });
    const server = located?.value;
    if (!located || !isMapping(server)) return [];
    const written = textOf(server.url) || `${textOf(server.host)}${textOf(server.pathname)}`;
    // A broker's address is often a host and port alone.
    const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `//${written}`;
    const variables = Object.fromEntries(
      Object.entries(mappingAt(server.variables)).map(([key, value]) => [
        key,
        references.resolve({ value, file: located.file })?.value,
      ]),
    );
    return {
      name,
      protocol: textOf(server.protocol).toLowerCase(),
      places: placesOf([{ url, variables }], context),
      alternatives: alternativesOf(server.security, at, references),
    };
  });

export const styleOf = (protocols: readonly string[]): ApiStyle =>
  protocols.length > 0 && protocols.every((protocol) => protocol === 'ws' || protocol === 'wss')
    ? 'WEBSOCKET'
    : 'EVENTS';
