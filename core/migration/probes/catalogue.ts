/** What each probe shows, as in `docs/probes.md`. */
export interface ProbeDefinition {
  readonly title: string;
  readonly expected: string;
  /** Why nothing in this release can show it; such probes are listed, never passed. */
  readonly notProvable?: string;
}

export const probeCatalogue = {
  P1: { title: 'A request with a valid token reaches the backend', expected: '2xx, marked by the backend' },
  P2: { title: 'No token is refused', expected: '401 or 403 on the route that P1 reached' },
  P3: { title: 'A garbage token is refused', expected: '401 or 403 on the route that P1 reached' },
  P4: {
    title: 'An expired token is refused',
    expected: '401 or 403',
    notProvable: 'The issuer hands out no token that has already expired.',
  },
  P7: {
    title: 'A body that breaks its schema is refused',
    expected: '400 by the gateway, backend not reached',
  },
  P8: {
    title: 'The same body under another Content-Type is refused',
    expected: '400 or 415 by the gateway, backend not reached',
  },
  P11: {
    title: 'A missing required parameter is refused',
    expected: '400 by the gateway, backend not reached',
  },
  P12: {
    title: 'What nobody declared is refused',
    expected: '403 or 404 by the gateway, backend not reached',
  },
  P13: {
    title: 'Throttles hold',
    expected: 'at least one 429',
    notProvable: 'Throttling is best effort; proving it needs a burst on a key of its own.',
  },
  P14: {
    title: 'The web ACL is in force',
    expected: '403 by AWS WAF',
    notProvable: 'The migration attaches no web ACL.',
  },
  P15: { title: 'The default endpoint is closed', expected: '403' },
  P17: {
    title: 'Old TLS versions are refused',
    expected: 'handshake fails',
    notProvable: 'Node refuses TLS 1.0 and 1.1 itself, so a failed handshake would prove nothing.',
  },
} as const satisfies Readonly<Record<string, ProbeDefinition>>;

export type ProbeId = keyof typeof probeCatalogue;

export const isProbeId = (value: string): value is ProbeId => Object.hasOwn(probeCatalogue, value);
