import type { LogFormat } from './log-record.ts';
import { alb } from './readers/alb.ts';
import { apiGatewayJson } from './readers/api-gateway-json.ts';

/** Every access-log format that can be read, by the name used in `sources.yaml`. */
export const logFormats = {
  'api-gateway-json': apiGatewayJson,
  alb,
} as const satisfies Readonly<Record<string, LogFormat>>;

export type LogFormatName = keyof typeof logFormats;
