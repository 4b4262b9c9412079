import type { EvidenceSource } from '../inventory/evidence.ts';

/** What one line of an access log says of one request. */
export interface LogRecord {
  /** Lower case, without port; empty where the format has none but names the gateway. */
  readonly host: string;
  /** Upper case. */
  readonly method: string;
  /** Path as the client sent it, with stage or base path, without query. */
  readonly path: string;
  /** 0 when no answer was sent. */
  readonly status: number;
  /** Who called, the strongest identity the line has: subject, client, key, certificate, address. */
  readonly principal?: string;
  /** Path template, where the gateway logged the route it chose. */
  readonly template?: string;
  /** The `restApiId` or `apiId`. */
  readonly gatewayId?: string;
  /** ISO 8601, UTC. */
  readonly at?: string;
}

/** Why a line says nothing of a request. */
export interface UnparsedLine {
  readonly unparsed: string;
}

/** One access-log format. */
export interface LogFormat {
  readonly source: Extract<EvidenceSource, 'api-gateway-access-log' | 'alb-access-log'>;
  /** `undefined` for lines that carry nothing, such as comments. */
  readonly parse: (line: string) => LogRecord | UnparsedLine | undefined;
}
