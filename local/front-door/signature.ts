import { createHash, createHmac } from 'node:crypto';

/** Who asks, where: the parts of a Signature Version 4 credential scope. */
export interface Scope {
  readonly accessKey: string;
  readonly region: string;
  readonly service: string;
}

const sha256 = (value: string | Buffer) => createHash('sha256').update(value).digest('hex');
const hmac = (key: string | Buffer, value: string) => createHmac('sha256', key).update(value).digest();

const escaped = (value: string) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The headers that sign a request with Signature Version 4 (AWS General Reference, "Create a signed AWS API
 * request"). `target` is the encoded path with its query; the path is encoded once more, as for every service
 * but S3.
 */
export const signed = (
  scope: Scope,
  secret: string,
  request: { method: string; host: string; target: string; body: string; headers?: Record<string, string> },
  now = new Date(),
): Record<string, string> => {
  const [path = '/', query = ''] = request.target.split('?');
  const stamp = `${now.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const day = stamp.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.host,
    'x-amz-content-sha256': sha256(request.body),
    'x-amz-date': stamp,
  };
  const names = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .sort();
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
  const canonical = [
    request.method,
    path.split('/').map(escaped).join('/'),
    pairs.sort().join('&'),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
  const place = `${day}/${scope.region}/${scope.service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', stamp, place, sha256(canonical)].join('\n');
  const key = [day, scope.region, scope.service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secret}`,
  );
  const signature = createHmac('sha256', key).update(text).digest('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope.accessKey}/${place}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
};

/** Reads the scope of a signed call from its `Authorization` header; `undefined` for an unsigned one. */
export const scopeOf = (authorization: string | undefined): Scope | undefined => {
  const match = /Credential=([^/,\s]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization ?? '');
  return match
    ? { accessKey: match[1] as string, region: match[2] as string, service: match[3] as string }
    : undefined;
};
