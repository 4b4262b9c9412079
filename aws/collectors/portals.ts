import {
  ListPortalProductsCommand,
  ListPortalsCommand,
  ListProductRestEndpointPagesCommand,
  type PortalProductSummary,
  type PortalSummary,
  type ProductRestEndpointPageSummaryNoBody,
} from '@aws-sdk/client-apigatewayv2';
import { apiArn } from '../../core/gateway/gateway-api.ts';
import type { ControlPlaneQuota } from '../../core/gateway/token-bucket.ts';
import type { CollectorReading } from '../../core/inventory/collectors/collector.ts';
import { tagFacts } from '../../core/inventory/collectors/tag-facts.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { gatewayClients } from '../api-gateway/clients.ts';
import { httpPages } from '../api-gateway/pages.ts';
import { controlPlaneQuota } from '../api-gateway/process-quota.ts';
import { trail } from '../api-gateway/readings.ts';
import type { CollectorContext } from './context.ts';
import { sentences, statement } from './statement.ts';

const nameOf = ({ PortalContent, PortalId }: PortalSummary): string =>
  PortalContent?.DisplayName ?? PortalId ?? '';

/** What the portals say of one product: where it is published, and to whom. */
const publication = (product: PortalProductSummary, portals: readonly PortalSummary[]): string => {
  const published = portals.filter(
    ({ IncludedPortalProductArns = [], PublishStatus }) =>
      PublishStatus === 'PUBLISHED' && IncludedPortalProductArns.includes(product.PortalProductArn ?? ''),
  );
  if (published.length === 0)
    return `The product ${product.DisplayName} is published in no portal of the account.`;
  const places = published.map(
    (portal) =>
      `${nameOf(portal)} (${portal.Authorization?.CognitoConfig ? 'after sign-in' : 'open to everybody'})`,
  );
  return `The product ${product.DisplayName} is published in ${places.join(', ')}.`;
};

/** One piece of evidence for each API and stage whose endpoints a product describes. */
const evidenceOf = (
  context: CollectorContext,
  product: PortalProductSummary,
  pages: readonly ProductRestEndpointPageSummaryNoBody[],
  note: string,
): Evidence[] => {
  const byStage = new Map<string, ProductRestEndpointPageSummaryNoBody[]>();
  for (const page of pages) {
    const parts = page.RestEndpointIdentifier?.IdentifierParts;
    if (!parts?.RestApiId) continue;
    const key = `${parts.RestApiId}/${parts.Stage}`;
    byStage.set(key, [...(byStage.get(key) ?? []), page]);
  }
  return [...byStage].map(([key, described]) => {
    const [gatewayId = '', stage = ''] = key.split('/');
    return statement(context, 'api-gateway-portal', {
      locator: `${product.PortalProductArn}#${key}`,
      gatewayId,
      leadsTo: [apiArn({ kind: 'REST', region: context.region, gatewayId })],
      operations: described.flatMap(({ RestEndpointIdentifier, ProductRestEndpointPageArn }) => {
        const { Method, Path } = RestEndpointIdentifier?.IdentifierParts ?? {};
        return Method && Path
          ? [{ method: Method.toUpperCase(), template: Path, pointer: ProductRestEndpointPageArn ?? '' }]
          : [];
      }),
      ...tagFacts(product.Tags),
      note: sentences(note, stage && `It describes the stage ${stage}.`),
    });
  });
};

/**
 * Which methods of which REST APIs are described to developers in API Gateway portals. The calls have a quota of
 * their own, ten reads a second; they are made under the control plane's bucket all the same, because the quota of
 * the whole account counts them too.
 */
export const collectPortals = async (
  context: CollectorContext & { readonly quota?: ControlPlaneQuota },
): Promise<CollectorReading> => {
  const { account, region, clock, credentials, requestHandler } = context;
  const made: Record<string, number> = {};
  const { http } = gatewayClients(account, region, {
    quota: context.quota ?? controlPlaneQuota(clock),
    onCall: (operation) => {
      made[operation] = (made[operation] ?? 0) + 1;
    },
    ...(credentials ? { credentials } : {}),
    ...(requestHandler ? { requestHandler } : {}),
  });
  const own = trail(clock);
  const products = await own.read('ListPortalProducts', () =>
    httpPages((page) => http.send(new ListPortalProductsCommand(page))),
  );
  const reading = (evidence: readonly Evidence[]): CollectorReading => ({
    evidence,
    failures: own.failures,
    listed: products.known ? products.value.length : 0,
    calls: made,
    observedAt: own.startedAt,
  });
  if (!products.known) {
    // A Region without portals is told too: an empty list would say that nothing is published.
    if (products.reason === 'UNSUPPORTED')
      own.failures.push({ call: 'ListPortalProducts', reason: 'UNSUPPORTED', about: '' });
    return reading([]);
  }
  if (products.value.length === 0) return reading([]);
  const portals = await own.read(
    'ListPortals',
    () => httpPages((page) => http.send(new ListPortalsCommand(page))),
    `arn:aws:apigateway:${region}::/portals`,
  );
  const evidence: Evidence[] = [];
  for (const product of context.sample ? products.value.slice(0, 1) : products.value) {
    const { PortalProductId, PortalProductArn = '' } = product;
    const pages = await own.read(
      'ListProductRestEndpointPages',
      () =>
        httpPages((page) => http.send(new ListProductRestEndpointPagesCommand({ PortalProductId, ...page }))),
      PortalProductArn,
    );
    const note = portals.known
      ? publication(product, portals.value)
      : `It is not known in which portals the product ${product.DisplayName} is published.`;
    if (pages.known) evidence.push(...evidenceOf(context, product, pages.value, note));
  }
  return reading(evidence);
};
