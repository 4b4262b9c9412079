import { createHash } from 'node:crypto';
import { canonicalText } from '../../canonical-text.ts';
import type { ApiRecord } from '../api-record.ts';
import { baseUrls } from './addresses.ts';
import { inOrder } from './catalogue-file.ts';
import type { ExportOptions } from './export-options.ts';

const propertiesOf = (record: ApiRecord) => {
  const { owner, environment, exposure, lifecycle, direction, tier, style, partners } = record;
  const single = {
    style: style?.value,
    owner: owner?.value,
    environment: environment?.value,
    exposure: exposure?.value,
    lifecycle: lifecycle?.value,
    direction: direction?.value,
    tier,
    endpoints: String(record.endpoints.length),
    removedSince: record.removedSince,
  };
  return [
    ...Object.entries(single).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name: `gatehouse:${name}`, value }],
    ),
    ...partners.map((value) => ({ name: 'gatehouse:partner', value })),
  ];
};

/** A member is absent where nobody knows: a missing `authenticated` is no `false`. */
const serviceOf = (record: ApiRecord, authenticated: boolean | undefined) => {
  const { apiId, name, purpose, exposure, dataClass } = record;
  const endpoints = baseUrls(record);
  return {
    'bom-ref': apiId,
    name: name.value,
    ...(purpose ? { description: purpose.value } : {}),
    ...(endpoints.length > 0 ? { endpoints } : {}),
    ...(authenticated === undefined ? {} : { authenticated }),
    ...(exposure ? { 'x-trust-boundary': exposure.value !== 'internal' } : {}),
    ...(dataClass ? { data: [{ flow: 'unknown', classification: dataClass.value }] } : {}),
    properties: propertiesOf(record),
  };
};

/** A UUID made of content: version 8, whose bits mean what their maker says (RFC 9562). */
const uuidOf = (content: string): string => {
  const hash = createHash('sha256').update(content).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};

/**
 * The catalogue as the services of a CycloneDX 1.6 bill of materials (ECMA-424), for an inventory of components such
 * as PCI DSS 6.3.2 asks for. The serial number is made of the services: the same catalogue has the same number.
 */
export const catalogueCycloneDx = (
  records: readonly ApiRecord[],
  { authenticated }: Pick<ExportOptions, 'authenticated'> = {},
): string => {
  const services = inOrder(records).map((record) => serviceOf(record, authenticated?.get(record.apiId)));
  return canonicalText({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(services))}`,
    version: 1,
    metadata: { tools: { components: [{ type: 'application', name: 'gatehouse' }] } },
    services,
  });
};
