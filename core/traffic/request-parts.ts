import { lineField, type RequestBytes } from './request-bytes.ts';

const blank = 32;
const slash = 47;
const colon = 58;
const question = 63;
const hash = 35;

const { host, method, target, query, requestLine, routeLine, template, routeKey, gatewayId } = lineField;

const set = (fields: RequestBytes, field: number, from: number, to: number): void => {
  fields.start[field] = from;
  fields.end[field] = to;
};

/** Letters only, as long as names of methods are. */
const isMethod = (bytes: Buffer, from: number, to: number): boolean => {
  if (to - from < 3 || to - from > 16) return false;
  for (let at = from; at < to; at++) {
    const letter = (bytes[at] as number) & 0xdf;
    if (letter < 65 || letter > 90) return false;
  }
  return true;
};

/** `GET /path HTTP/1.1` → method and target. Also what a route key has, `GET /accounts/{id}`. */
const splitLine = (fields: RequestBytes, field: number, rest: number): boolean => {
  const { bytes } = fields;
  const from = fields.start[field] as number;
  const end = fields.end[field] as number;
  let at = from;
  while (at < end && bytes[at] !== blank) at++;
  if (!isMethod(bytes, from, at) || at + 1 >= end) return false;
  let to = at + 1;
  while (to < end && bytes[to] !== blank) to++;
  if (to === at + 1) return false;
  if (fields.start[method] === -1) set(fields, method, from, at);
  set(fields, rest, at + 1, to);
  return true;
};

/** `https://host:443/path` → host and path. @returns false for what is neither a path nor such a URL */
const splitUrl = (fields: RequestBytes): boolean => {
  const { bytes } = fields;
  const from = fields.start[target] as number;
  const end = fields.end[target] as number;
  if (bytes[from] === slash) return true;
  let at = from;
  while (at < end && bytes[at] !== colon) at++;
  if (bytes[at + 1] !== slash || bytes[at + 2] !== slash || at - from > 6) return false;
  const authority = at + 3;
  let path = authority;
  while (path < end && bytes[path] !== slash && bytes[path] !== question && bytes[path] !== hash) path++;
  if (path === authority) return false;
  set(fields, host, authority, path);
  set(fields, target, path, end);
  return true;
};

const cutQuery = (fields: RequestBytes): void => {
  const { bytes } = fields;
  const end = fields.end[target] as number;
  let at = fields.start[target] as number;
  while (at < end && bytes[at] !== question && bytes[at] !== hash) at++;
  if (at === end) return;
  fields.end[target] = at;
  if (bytes[at] === question && (fields.start[query] as number) < 0) set(fields, query, at + 1, end);
};

/** Without port and brackets: `[2001:db8::1]:443`, `api.bank.test:8443`. */
const cutPort = (fields: RequestBytes, field: number): void => {
  const { bytes } = fields;
  let from = fields.start[field] as number;
  let end = fields.end[field] as number;
  let at = end - 1;
  while (at > from && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at--;
  if (at > from && bytes[at] === colon) {
    let colons = 0;
    for (let index = from; index < at; index++) if (bytes[index] === colon) colons += 1;
    // An address of IPv6 without brackets has no port.
    if (colons === 0 || bytes[at - 1] === 93) end = at;
  }
  if (bytes[from] === 91 && bytes[end - 1] === 93) {
    from += 1;
    end -= 1;
  }
  set(fields, field, from, end);
};

/**
 * Divides what a reader found: afterwards `host` is a bare name, `method` stands alone, `target` is a path (it may be
 * empty, which is the root) and `query` is apart.
 * @param needsPlace whether a line must say which host or gateway it is of
 * @returns why the line is no request, else undefined
 */
export const divideRequest = (fields: RequestBytes, needsPlace: boolean): string | undefined => {
  const { bytes, start } = fields;
  const has = (field: number): boolean => (start[field] as number) >= 0;
  if (has(requestLine) && !splitLine(fields, requestLine, target))
    return 'The request is not an HTTP request line.';
  if (has(routeLine) && !splitLine(fields, routeLine, template))
    return 'The request is not an HTTP request line.';
  // `ANY /path` names a route and no method; `$default` neither.
  if (has(routeKey) && !has(template)) {
    const from = start[routeKey] as number;
    const isAny =
      bytes[from] === 65 && bytes[from + 1] === 78 && bytes[from + 2] === 89 && bytes[from + 3] === blank;
    const known = has(method);
    if (splitLine(fields, routeKey, template) && isAny && !known) start[method] = -1;
  }
  if (has(template) && bytes[start[template] as number] !== slash) start[template] = -1;
  if (!has(method) || !isMethod(bytes, start[method] as number, fields.end[method] as number))
    return 'The line has no HTTP method.';
  // A default format has no path: the route is all that is known.
  if (!has(target) && has(template))
    set(fields, target, start[template] as number, fields.end[template] as number);
  if (!has(target)) return 'The line has no path and no resource path.';
  if (!splitUrl(fields)) {
    if (has(requestLine)) return 'The request is not an HTTP request line.';
    return 'The line has no path and no resource path.';
  }
  cutQuery(fields);
  if (has(host)) cutPort(fields, host);
  if (needsPlace && !has(host) && !has(gatewayId)) return 'The line has neither a host nor an API id.';
  if (has(lineField.address)) cutPort(fields, lineField.address);
  return undefined;
};

/** Three digits; 0 for what is none. */
export const statusOf = ({ bytes, start, end }: RequestBytes): number => {
  const from = start[lineField.status] as number;
  const to = end[lineField.status] as number;
  if (from < 0 || to - from !== 3) return 0;
  let status = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return 0;
    status = status * 10 + digit;
  }
  return status;
};

/** Methods of endpoints. OPTIONS are preflights of browsers; TRACE, CONNECT and invented ones are probes. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const spelled = methods.map((name) => Buffer.from(name));

/** Index into `methods`; -1 for any other. */
export const methodOf = ({ bytes, start, end }: RequestBytes): number => {
  const from = start[method] as number;
  const length = (end[method] as number) - from;
  for (let index = 0; index < spelled.length; index++) {
    const name = spelled[index] as Buffer;
    if (name.length !== length) continue;
    let at = 0;
    while (at < length && ((bytes[from + at] as number) & 0xdf) === name[at]) at++;
    if (at === length) return index;
  }
  return -1;
};
