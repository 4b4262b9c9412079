import type { LogFormat } from './log-record.ts';
import { alb } from './readers/alb.ts';
import { apiGatewayJson } from './readers/api-gateway-json.ts';
import { cloudfront, cloudfrontJson } from './readers/cloudfront.ts';
import { apiGatewayCsv, apiGatewayXml } from './readers/format-string.ts';
import { jsonLines, kong, vpcLattice, waf } from './readers/json-formats.ts';
import { apiGatewayClf, combined, envoy, istio, vhostCombined } from './readers/web-server.ts';

/** Every access-log format whose lines are requests, by the name used in `sources.yaml`. */
export const logFormats = {
  'api-gateway-json': apiGatewayJson,
  'api-gateway-clf': apiGatewayClf,
  'api-gateway-csv': apiGatewayCsv,
  'api-gateway-xml': apiGatewayXml,
  alb,
  cloudfront,
  'cloudfront-json': cloudfrontJson,
  waf,
  'vpc-lattice': vpcLattice,
  combined,
  'vhost-combined': vhostCombined,
  envoy,
  istio,
  kong,
  'json-lines': jsonLines,
} as const satisfies Readonly<Record<string, LogFormat>>;

export type LogFormatName = keyof typeof logFormats;
