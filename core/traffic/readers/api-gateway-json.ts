import type { LogFormat, LogRecord, UnparsedLine } from '../log-record.ts';
import { queryNamesOf } from '../query-names.ts';

/**
 * A bank chooses the keys of its access-log format itself. Keys are compared as letters and digits only, with and
 * without the leading `context`; the first candidate that carries a value counts. They are the names of the
 * `$context` variables (API Gateway developer guide, "Variables for access logging") and what people make of them.
 */
const candidates = {
  host: ['domainname', 'host', 'hostheader', 'hostname'],
  method: ['httpmethod', 'method', 'requestmethod', 'verb'],
  path: ['path', 'requestpath', 'rawpath', 'uri', 'url'],
  query: ['querystring', 'rawquerystring', 'query', 'querystringparameters'],
  status: ['status', 'statuscode', 'responsecode', 'responsestatus'],
  template: ['resourcepath', 'resource'],
  routeKey: ['routekey', 'route'],
  gatewayId: ['apiid', 'restapiid'],
  epoch: ['requesttimeepoch', 'epoch'],
  time: ['requesttime', 'time', 'timestamp'],
  principal: [
    'authorizerprincipalid',
    'principalid',
    'authorizerclaimssub',
    'sub',
    'clientid',
    'authorizerclientid',
    'apikeyid',
    'identityapikeyid',
    'identityclientcertsubjectdn',
    'clientcertsubjectdn',
    'identitycaller',
    'caller',
    'identityuser',
    'user',
    'identitysourceip',
    'sourceip',
    'ip',
  ],
} as const;
type Field = keyof typeof candidates;

const flatten = (value: object, prefix: string, into: Map<string, string>, depth = 0): void => {
  for (const [key, member] of Object.entries(value)) {
    const name = prefix + key.toLowerCase().replace(/[^a-z0-9]/g, '');
    if (typeof member === 'object' && member !== null && depth < 3) flatten(member, name, into, depth + 1);
    // API Gateway writes `-` for a variable without a value.
    else if ((typeof member === 'string' && member !== '-' && member !== '') || typeof member === 'number')
      into.set(name.replace(/^context/, ''), String(member));
  }
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `24/Nov/2026:02:08:00 +0000`, as `$context.requestTime` writes it, or anything ISO 8601. */
const instant = (text: string | undefined, epoch: string | undefined): string | undefined => {
  const clf = /^(\d{2})\/(\w{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})$/.exec(text ?? '');
  const month = clf ? String(months.indexOf(clf[2] ?? '') + 1).padStart(2, '0') : '';
  const date = epoch
    ? new Date(Number(epoch))
    : new Date(clf ? `${clf[3]}-${month}-${clf[1]}T${clf[4]}${clf[5]}:${clf[6]}` : (text ?? ''));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

const parse = (line: string): LogRecord | UnparsedLine | undefined => {
  if (line.trim() === '') return undefined;
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return { unparsed: 'The line is not JSON.' };
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
    return { unparsed: 'The line is not a JSON object.' };
  const values = new Map<string, string>();
  flatten(entry, '', values);
  const get = (field: Field): string | undefined => {
    for (const name of candidates[field]) if (values.has(name)) return values.get(name);
    return undefined;
  };
  // An HTTP API's route key is `GET /accounts/{id}`; `$default` names no route.
  const route = /^([A-Z]+) (\/\S*)$/.exec(get('routeKey') ?? '');
  const template = get('template') ?? route?.[2];
  const method = (get('method') ?? (route?.[1] === 'ANY' ? undefined : route?.[1]))?.toUpperCase();
  // AWS's own default format has no path: the route is all that is known.
  const path = get('path') ?? template;
  const host = get('host')?.toLowerCase().replace(/:\d+$/, '') ?? '';
  const gatewayId = get('gatewayId');
  if (!method || !/^[A-Z]{3,16}$/.test(method)) return { unparsed: 'The line has no HTTP method.' };
  if (!path?.startsWith('/')) return { unparsed: 'The line has no path and no resource path.' };
  if (!host && !gatewayId) return { unparsed: 'The line has neither a host nor an API id.' };
  const status = Number(get('status'));
  const principal = get('principal');
  const queryNames = queryNamesOf(get('query') ?? /\?([^#]*)/.exec(path)?.[1] ?? '');
  const at = instant(get('time'), get('epoch'));
  return {
    host,
    method,
    path: path.replace(/[?#].*$/s, ''),
    status: Number.isInteger(status) ? status : 0,
    ...(queryNames.length ? { queryNames } : {}),
    ...(principal ? { principal } : {}),
    ...(template?.startsWith('/') ? { template } : {}),
    ...(gatewayId ? { gatewayId } : {}),
    ...(at ? { at } : {}),
  };
};

/** Access logs of API Gateway stages in any JSON format. */
export const apiGatewayJson: LogFormat = { source: 'api-gateway-access-log', parse };
