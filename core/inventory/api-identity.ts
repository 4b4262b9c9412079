import type { ApiRecord } from './api-record.ts';
import type { Evidence } from './evidence.ts';

/** What ties a statement about an API of the catalogue to it: its gateway id, else its ARN, else where clients reach it. */
export const identityOf = (
  record: Pick<ApiRecord, 'gateway' | 'resources' | 'places'>,
): Pick<Evidence, 'account' | 'region' | 'gatewayId' | 'resource' | 'host' | 'basePath'> => {
  if (record.gateway) {
    const { account, region, gatewayId } = record.gateway;
    return { account, region, gatewayId };
  }
  const resource = record.resources.find((key) => key.startsWith('arn:'));
  if (resource) return { resource };
  const [place] = record.places;
  return place ? { host: place.host, ...(place.basePath ? { basePath: place.basePath } : {}) } : {};
};
