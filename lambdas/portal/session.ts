import { createHmac, timingSafeEqual } from 'node:crypto';
import { cookieOf, type HttpAnswer, type HttpRequest, hostCookie } from '../edge/http.ts';
import type { PortalPorts, Session, SignInAttempt } from './ports.ts';

const sessionCookie = 'gatehouse';
const attemptCookie = 'gatehouse-sign-in';
const sessionHours = 8;
const attemptSeconds = 600;

export const sessionOf = async (request: HttpRequest, ports: PortalPorts): Promise<Session | undefined> => {
  const id = cookieOf(request, `__Host-${sessionCookie}`);
  const session = id ? await ports.sessions.get(id) : undefined;
  return session && ports.clock.now() < new Date(session.expiresAt) ? session : undefined;
};

/** Starts a session. @returns its cookies; the sign-in's own cookie ends with it */
export const startSession = async (actor: Session['actor'], ports: PortalPorts): Promise<string[]> => {
  const id = ports.ids.random(32);
  const expiresAt = new Date(ports.clock.now().getTime() + sessionHours * 3_600_000).toISOString();
  await ports.sessions.put(id, { actor, csrfSecret: ports.ids.random(32), expiresAt });
  return [hostCookie(sessionCookie, id, sessionHours * 3600), hostCookie(attemptCookie, '', 0)];
};

export const endSession = async (request: HttpRequest, ports: PortalPorts): Promise<string[]> => {
  const id = cookieOf(request, `__Host-${sessionCookie}`);
  if (id) await ports.sessions.delete(id);
  return [hostCookie(sessionCookie, '', 0)];
};

/** Paths of our own only: nobody is sent elsewhere by a crafted address. */
export const ownPath = (path: string | undefined): string =>
  path && path.length <= 512 && /^\/(?![/\\])[\w\-./?=&%+]*$/.test(path) ? path : '/';

/** Sends the browser to the identity provider. Writes nothing here: what must come back is in the browser's cookie. */
export const toSignIn = async (returnTo: string, ports: PortalPorts): Promise<HttpAnswer> => {
  const attempt: SignInAttempt = { ...ports.relyingParty.newAttempt(), returnTo: ownPath(returnTo) };
  const location = await ports.relyingParty.authorizationUrl(attempt);
  const cookie = Buffer.from(JSON.stringify(attempt)).toString('base64url');
  return {
    statusCode: 303,
    headers: { location },
    cookies: [hostCookie(attemptCookie, cookie, attemptSeconds)],
  };
};

export const attemptOf = (request: HttpRequest): SignInAttempt | undefined => {
  try {
    const text = Buffer.from(cookieOf(request, `__Host-${attemptCookie}`) ?? '', 'base64url').toString(
      'utf8',
    );
    const { state, nonce, codeVerifier, returnTo } = JSON.parse(text) as Record<string, unknown>;
    const parts = [state, nonce, codeVerifier, returnTo];
    if (!parts.every((part) => typeof part === 'string')) return undefined;
    return { state, nonce, codeVerifier, returnTo: ownPath(returnTo as string) } as SignInAttempt;
  } catch {
    return undefined;
  }
};

/** Proof that a form was made for this session, this subject and this rendering of it. */
export const formToken = ({ csrfSecret }: Session, subject: string, nonce: string): string =>
  createHmac('sha256', csrfSecret).update(`${subject}\n${nonce}`).digest('base64url');

export const isFormToken = (session: Session, subject: string, nonce: string, token: string): boolean => {
  const expected = Buffer.from(formToken(session, subject, nonce));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
};

/** A form that another site made the browser send carries that site's origin, or none. */
export const isOwnOrigin = (request: HttpRequest, portalUrl: string): boolean =>
  request.headers.origin === new URL(portalUrl).origin;
