import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/**
 * On every answer: nothing is cached, framed, sniffed, indexed, or loaded from elsewhere; forms go home only.
 * Addresses go to no other site. `same-origin` rather than `no-referrer`: with the latter a browser sends our own forms
 * with `Origin: null` (Fetch standard, "append a request Origin header"), and the check of the origin would refuse them.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

export type HttpRequest = APIGatewayProxyEventV2;
export type HttpAnswer = APIGatewayProxyStructuredResultV2;

export const htmlAnswer = (statusCode: number, body: string, more: Partial<HttpAnswer> = {}): HttpAnswer => ({
  statusCode,
  body,
  ...more,
  headers: { 'content-type': 'text/html; charset=utf-8', ...more.headers },
});

/** To a path of our own, by GET. */
export const seeOther = (location: string, cookies: readonly string[] = []): HttpAnswer => ({
  statusCode: 303,
  headers: { location },
  ...(cookies.length > 0 ? { cookies: [...cookies] } : {}),
});

/** The event's `cookies`; where an endpoint leaves them out, the header that they come from. */
const cookiesOf = ({ cookies, headers }: HttpRequest): readonly string[] =>
  cookies ?? headers.cookie?.split(';').map((cookie) => cookie.trim()) ?? [];

export const cookieOf = (request: HttpRequest, name: string): string | undefined =>
  cookiesOf(request)
    .map((cookie) => cookie.split('='))
    .find(([key]) => key === name)
    ?.slice(1)
    .join('=');

/** `__Host-`: this host only, this path only, TLS only; Lax, so that a link in a mail finds the session. */
export const hostCookie = (name: string, value: string, maxAgeSeconds: number): string =>
  `__Host-${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`;

/** A body that is too long, or not a form. */
export class BadForm extends Error {
  override readonly name = 'BadForm';
}

/** Four thousand characters of any script, as a form encodes them, and the other fields. */
const maxBodyBytes = 64 * 1024;
const maxFields = 20;

/** Fields of a form post; a field that stands twice is refused rather than guessed. @throws BadForm */
export const formOf = (request: HttpRequest): Readonly<Record<string, string>> => {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded'))
    throw new BadForm('The form was not sent as a form.');
  const body = Buffer.from(request.body ?? '', request.isBase64Encoded ? 'base64' : 'utf8');
  if (body.length > maxBodyBytes) throw new BadForm('The form is too long.');
  const fields = [...new URLSearchParams(body.toString('utf8'))];
  if (fields.length > maxFields || new Set(fields.map(([name]) => name)).size < fields.length) {
    throw new BadForm('The form has fields that this page does not send.');
  }
  return Object.fromEntries(fields);
};
