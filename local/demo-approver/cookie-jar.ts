interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly secure: boolean;
  /** Milliseconds since the epoch; absent for the session. */
  readonly expiresAt?: number;
}

const isLoopback = (hostname: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** RFC 6265, 5.1.4. */
const defaultPath = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
const pathFits = (cookie: string, path: string): boolean =>
  path === cookie || path.startsWith(cookie.endsWith('/') ? cookie : `${cookie}/`);

const parsed = (header: string, url: URL, now: number): Cookie | undefined => {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  if (equals < 1) return undefined;
  const given = new Map(
    attributes.map((attribute) => {
      const [name = '', ...value] = attribute.split('=');
      return [name.toLowerCase(), value.join('=')];
    }),
  );
  const path = given.get('path') ?? '';
  const maxAge = Number(given.get('max-age') || Number.NaN);
  const expires = Number.isNaN(maxAge) ? Date.parse(given.get('expires') ?? '') : now + maxAge * 1000;
  return {
    name: pair.slice(0, equals),
    value: pair.slice(equals + 1),
    host: url.hostname,
    path: path.startsWith('/') ? path : defaultPath(url.pathname),
    secure: given.has('secure'),
    ...(Number.isNaN(expires) ? {} : { expiresAt: expires }),
  };
};

/**
 * The cookies of one browser: host-only, by path, and as browsers do, without regard to the port. Secure cookies go to
 * loopback addresses without TLS too, for nothing crosses a network there.
 */
export class CookieJar {
  #cookies: readonly Cookie[] = [];

  /** Takes the `Set-Cookie` headers of an answer. */
  store(url: URL, headers: readonly string[], now = Date.now()): void {
    for (const header of headers) {
      const cookie = parsed(header, url, now);
      if (!cookie) continue;
      const others = this.#cookies.filter(
        ({ name, host, path }) => name !== cookie.name || host !== cookie.host || path !== cookie.path,
      );
      const isOver = cookie.expiresAt !== undefined && cookie.expiresAt <= now;
      this.#cookies = isOver ? others : [...others, cookie];
    }
  }

  /** The `Cookie` header for a request; empty when there is none. */
  header(url: URL, now = Date.now()): string {
    const isSafe = url.protocol === 'https:' || isLoopback(url.hostname);
    return this.#cookies
      .filter(
        ({ host, path, secure, expiresAt }) =>
          host === url.hostname &&
          pathFits(path, url.pathname) &&
          (!secure || isSafe) &&
          (expiresAt === undefined || expiresAt > now),
      )
      .sort((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}
