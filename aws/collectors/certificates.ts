import {
  ACMClient,
  type CertificateSummary,
  DescribeCertificateCommand,
  KeyAlgorithm,
  ListCertificatesCommand,
} from '@aws-sdk/client-acm';
import { hostName } from '../../core/inventory/collectors/host-name.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { collectorCalls } from './calls.ts';
import type { Collector } from './context.ts';
import { distinct, statement } from './statement.ts';

/** The list answers the first hundred names of a certificate; unused certificates with fewer need no further call. */
const isWhole = ({ InUse, HasAdditionalSubjectAlternativeNames }: CertificateSummary): boolean =>
  InUse === false && HasAdditionalSubjectAlternativeNames !== true;

/** Hosts that certificates were issued for, and the load balancers, distributions and domains that use them. */
export const collectCertificates: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('acm', (config) => new ACMClient(config));
  const certificates = await calls.list('acm:ListCertificates', '', async (NextToken) => {
    const page = await client.send(
      new ListCertificatesCommand({
        NextToken,
        MaxItems: 1000,
        CertificateStatuses: ['ISSUED'],
        // Without it ACM leaves out every certificate that has no RSA key of 1024 or 2048 bits.
        Includes: { keyTypes: Object.values(KeyAlgorithm) },
      }),
    );
    return { items: page.CertificateSummaryList, next: page.NextToken };
  });
  const evidence: Evidence[] = [];
  for (const certificate of certificates) {
    const { CertificateArn = '', DomainName, SubjectAlternativeNameSummaries = [] } = certificate;
    const detail = isWhole(certificate)
      ? undefined
      : await calls.ask('acm:DescribeCertificate', CertificateArn, async () => {
          const answer = await client.send(new DescribeCertificateCommand({ CertificateArn }));
          return answer.Certificate ?? {};
        });
    const names = [
      DomainName,
      ...SubjectAlternativeNameSummaries,
      ...(detail?.SubjectAlternativeNames ?? []),
    ];
    for (const host of distinct(names.map((name) => name && hostName(name)))) {
      evidence.push(
        statement(context, 'certificate', {
          locator: CertificateArn,
          host,
          resource: `host:${host}`,
          leadsTo: detail?.InUseBy,
          note: certificate.InUse === false ? 'The certificate is not in use.' : undefined,
        }),
      );
    }
  }
  return calls.reading(evidence, certificates.length);
};
