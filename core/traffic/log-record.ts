import type { EvidenceSource } from '../inventory/evidence.ts';
import type { LineReader } from './request-bytes.ts';

/** Kinds of logs, as the evidence in the catalogue names them. */
export type LogSource = Extract<
  EvidenceSource,
  | 'api-gateway-access-log'
  | 'alb-access-log'
  | 'cloudfront-access-log'
  | 'vpc-lattice-access-log'
  | 'waf-log'
  | 'web-server-log'
  | 'envoy-access-log'
  | 'kong-access-log'
  | 'access-log'
  | 'har'
>;

/** What one line of an access log says of one request. */
export interface LogRecord {
  /** Lower case, without port; empty where the format has none. */
  readonly host: string;
  /** Upper case. */
  readonly method: string;
  /** Path as the client sent it, with stage or base path, without query. */
  readonly path: string;
  /** Names of query parameters, where the format has the query; never their values. */
  readonly queryNames?: readonly string[];
  /** 0 when no answer was sent. */
  readonly status: number;
  /** Who called, the strongest identity the line has: subject, client, key, certificate, address. */
  readonly principal?: string;
  /** An authorizer, a key or a certificate identified the caller. */
  readonly authenticated?: true;
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

/** One access-log format whose lines are requests. */
export interface LogFormat {
  readonly source: LogSource;
  /** A line must name its host or its gateway; formats without either are of a host that somebody else names. */
  readonly needsPlace: boolean;
  /** A reader of one log. */
  readonly reader: () => LineReader;
}
