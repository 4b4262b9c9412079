import { isMapping, listOf, type Mapping, textOf } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import { isCredentialName, takeCredential, takeHeader } from '../credentials.ts';
import type { ImportContext, RouteControl } from '../importer.ts';

const controlOf: Readonly<Record<string, GatewayControl>> = {
  apikey: 'api-key',
  basic: 'basic',
  bearer: 'introspection',
  jwt: 'jwt',
  oauth2: 'introspection',
  awsv4: 'signed-request',
  hawk: 'signed-request',
  oauth1: 'signed-request',
  edgegrid: 'signed-request',
  asap: 'jwt',
};

/** Parameters of an `auth`: an object by name in version 2.0, a list of `{key, value}` in 2.1. */
const parametersOf = (auth: Mapping): readonly (readonly [string, unknown])[] => {
  const parameters = auth[textOf(auth.type)];
  if (isMapping(parameters)) return Object.entries(parameters);
  return listOf(parameters)
    .filter(isMapping)
    .map((parameter) => [textOf(parameter.key), parameter.value] as const);
};

/** Takes every credential that an `auth` holds: most of its parameters are one. */
export const takeAuth = (auth: unknown, context: ImportContext): void => {
  if (!isMapping(auth)) return;
  const type = textOf(auth.type);
  for (const [name, value] of parametersOf(auth)) {
    // The value of an API key stands under `value`, its header's name under `key`.
    const isSecret =
      type === 'apikey' ? name === 'value' : isCredentialName(name) && name !== 'accessTokenUrl';
    if (isSecret) takeCredential(value, context);
  }
};

/** Takes the credentials in headers that somebody typed in instead. */
export const takeHeaders = (headers: unknown, context: ImportContext): void => {
  if (typeof headers === 'string') {
    for (const line of headers.split('\n')) {
      const colon = line.indexOf(':');
      takeHeader(line.slice(0, colon), line.slice(colon + 1).trim(), context);
    }
  }
  for (const header of listOf(headers))
    if (isMapping(header)) takeHeader(textOf(header.key), header.value, context);
};

/** What the collection sends along. A client that sends a credential shows nothing of what is asked for. */
export const sentControls = (auth: unknown, proof: string): readonly RouteControl[] => {
  const type = isMapping(auth) ? textOf(auth.type).toLowerCase() : '';
  const control = Object.hasOwn(controlOf, type) ? controlOf[type] : undefined;
  if (!control) return [];
  const disarmedBy =
    'The collection sends it; whether a request without it is refused is decided by what serves it.';
  return [{ control, effective: 'unknown', proof, disarmedBy }];
};
