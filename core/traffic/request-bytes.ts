/**
 * What a reader may find in a line. Of the callers the first that carries a value counts: the strongest identity comes
 * first, the address is last and authenticates nobody.
 */
export const lineFields = [
  'host',
  'method',
  /** Path, with or without query, or a whole URL. */
  'target',
  'query',
  /** `GET /path HTTP/1.1`, the target as above. */
  'requestLine',
  /** `GET /accounts/{id} HTTP/1.1`: the route that was chosen, where a format writes it in the place of the path. */
  'routeLine',
  'status',
  'time',
  /** The day, where a format has it apart from the time. */
  'date',
  'template',
  /** `GET /accounts/{id}`; `$default` and routes of WebSocket APIs name no path. */
  'routeKey',
  'gatewayId',
  'subject',
  'client',
  'certificate',
  'apiKey',
  'caller',
  'address',
  /** Id of the connection, which the connection log of the load balancer knows the certificate of. */
  'connection',
  /** Names of request headers, in any separation. */
  'headerNames',
] as const;
export type LineField = (typeof lineFields)[number];

export const lineField = Object.fromEntries(lineFields.map((name, index) => [name, index])) as Readonly<
  Record<LineField, number>
>;

/** Callers, the strongest first; from `address` on nobody is authenticated. */
export const callerFields: readonly number[] = [
  lineField.subject,
  lineField.client,
  lineField.certificate,
  lineField.apiKey,
  lineField.caller,
  lineField.address,
];

/**
 * Where in `bytes` each field of the current line stands. One object for all lines of a log: no string is made of a
 * line. `start` is -1 for a field that the line does not have.
 */
export interface RequestBytes {
  bytes: Buffer;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

export const requestBytes = (): RequestBytes => ({
  bytes: Buffer.alloc(0),
  start: new Int32Array(lineFields.length).fill(-1),
  end: new Int32Array(lineFields.length),
});

/** `true`: the fields were found; `false`: the line carries nothing, such as a comment; a text: why it is unreadable. */
export type Reading = boolean | string;

/** Reads lines of one log. Remembers what the last lines looked like, so each log has its own. */
export interface LineReader {
  readonly read: (bytes: Buffer, start: number, end: number, into: RequestBytes) => Reading;
}

const space = 32;

/** Whether the line is empty or blanks only. */
export const isBlank = (bytes: Buffer, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if ((bytes[at] as number) > space) return false;
  return true;
};

export const textAt = ({ bytes, start, end }: RequestBytes, field: number): string | undefined =>
  (start[field] as number) < 0 ? undefined : bytes.toString('utf8', start[field], end[field]);
