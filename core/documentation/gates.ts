import { isGreedy } from '../traffic/path.ts';
import type { DocumentSubject } from './checks/documentation-check.ts';
import { dereference, isMapping, listOf, mappingAt, textOf } from './mapping.ts';
import type { Operation } from './operations.ts';
import type { DocGate } from './result.ts';

/** A reason that caps the score: nobody can be let onto the gateway by good prose over an open door. */
export interface GateRule {
  readonly code: string;
  readonly cap: number;
  /** A sentence when the gate closes. */
  readonly closes: (subject: DocumentSubject) => string | undefined;
}

const name = (operation: Operation): string => `${operation.method} ${operation.path}`;

/** `GET /a, GET /b and 3 more` */
const some = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

/** No requirement, or an empty one among the alternatives, lets anybody in. */
const isOpen = ({ security }: Operation): boolean =>
  security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0);

const schemesOf = (
  { document }: DocumentSubject,
  weak: (scheme: Readonly<Record<string, unknown>>) => boolean,
) =>
  Object.entries(mappingAt(document, 'components', 'securitySchemes'))
    .filter(([, value]) => {
      const scheme = dereference(document, value);
      return isMapping(scheme) && weak(scheme);
    })
    .map(([scheme]) => scheme);

export const gateRules: readonly GateRule[] = [
  {
    code: 'NO_OPERATIONS',
    cap: 10,
    closes: ({ operations }) => (operations.length === 0 ? 'The document has no operation.' : undefined),
  },
  {
    code: 'PROXY_ONLY',
    cap: 29,
    closes: ({ operations }) =>
      operations.length > 0 && operations.every(({ method, path }) => method === 'ANY' || isGreedy(path))
        ? 'The document has catch-all operations only.'
        : undefined,
  },
  {
    code: 'UNAUTHENTICATED_OPERATION',
    cap: 59,
    closes: ({ operations }) => {
      const open = operations.filter(
        (operation) =>
          operation.method !== 'OPTIONS' && isOpen(operation) && operation.value['x-public'] !== true,
      );
      return open.length ? `No credentials are asked for by ${some(open.map(name))}.` : undefined;
    },
  },
  {
    code: 'BASIC_AUTHENTICATION',
    cap: 69,
    closes: (subject) => {
      const weak = schemesOf(
        subject,
        (scheme) => scheme.type === 'http' && textOf(scheme.scheme).toLowerCase() === 'basic',
      );
      return weak.length ? `Basic authentication is offered by ${some(weak)}.` : undefined;
    },
  },
  {
    code: 'KEY_IN_QUERY',
    cap: 69,
    closes: (subject) => {
      const weak = schemesOf(subject, (scheme) => scheme.type === 'apiKey' && scheme.in === 'query');
      return weak.length ? `A key travels in the query with ${some(weak)}.` : undefined;
    },
  },
  {
    code: 'HTTP_SERVER',
    cap: 69,
    closes: ({ document }) => {
      const open = listOf(document.servers)
        .map((server) => textOf(mappingAt(server).url))
        .filter((url) => /^http:\/\//i.test(url));
      return open.length ? `A server is reached without TLS: ${some(open)}.` : undefined;
    },
  },
];

/** Gates that close before the document can be looked at. */
export const outerGates = {
  undocumented: { code: 'UNDOCUMENTED', cap: 0, detail: 'There is no document.' },
  unreadable: { code: 'UNREADABLE', cap: 10, detail: 'The document cannot be read.' },
  externalRef: { code: 'EXTERNAL_REF', cap: 10, detail: 'The document refers to other files.' },
} as const satisfies Readonly<Record<string, DocGate>>;

export const closedGates = (subject: DocumentSubject): DocGate[] =>
  gateRules.flatMap(({ code, cap, closes }) => {
    const detail = closes(subject);
    return detail === undefined ? [] : { code, cap, detail };
  });
