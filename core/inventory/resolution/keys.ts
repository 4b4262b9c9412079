import { slugOf } from '../api-record.ts';
import type { DeclaredDocument } from '../declared-document.ts';
import type { Evidence } from '../evidence.ts';

/**
 * Keys of things. They are read by people (`MergeReason`), name what a correction is about, and stay the same over
 * cycles: no key holds a line number or a time.
 *
 * | key | a thing that is known by |
 * |---|---|
 * | `gateway:ACCOUNT/REGION/ID` | its id in API Gateway |
 * | `arn:…` | its ARN |
 * | `document:KEY` | the document that was handed in |
 * | `host:NAME` | a host name alone |
 * | `name:SLUG` | a name alone |
 * | `locator:PLACE` | where a source states it |
 */
export const gatewayThing = (api: {
  readonly account?: string;
  readonly region?: string;
  readonly gatewayId: string;
}): string => `gateway:${[api.account, api.region, api.gatewayId].filter(Boolean).join('/')}`;

export const documentThing = ({ key }: Pick<DeclaredDocument, 'key'>): string => `document:${key}`;

export const hostThing = (host: string): string => `host:${host}`;

/** A row moves when somebody adds another above it. */
const withoutLine = (locator: string): string => locator.replace(/:\d+$/, '');

/** Key of what a piece of evidence is about, as far as it stands by itself. */
export const evidenceThing = (one: Evidence): string => {
  const { gatewayId, account, region, resource, host, basePath = '', apiName, locator } = one;
  if (gatewayId)
    return gatewayThing({ gatewayId, ...(account ? { account } : {}), ...(region ? { region } : {}) });
  if (resource) return resource;
  if (!host && apiName && slugOf(apiName)) return `name:${slugOf(apiName)}`;
  const named = [apiName && slugOf(apiName), host && `${host}${basePath}`].filter(Boolean);
  return ['locator:', withoutLine(locator), ...named.map((part) => ` ${part}`)].join('');
};
