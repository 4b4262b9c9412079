import { jsonReply, type Reply } from './http.ts';
import type { Operation } from './operation.ts';

/**
 * An answer that somebody recorded for a read that the emulator does not have, in AWS's own form: the demo bank's
 * services that only AWS can run.
 */
export interface RecordedAnswer {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  /** `application/json` unless the service speaks XML. */
  readonly contentType?: string;
  readonly body: string;
}

const emptyXml = (action: string, member: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>local</requestId><${member}/></${action}Response>`;

/** Lists of what the local AWS has none of, empty: `service operation` → body. */
const nothing: Readonly<Record<string, string>> = {
  'vpc-lattice ListServices': '{"items":[]}',
  'apprunner ListServices': '{"ServiceSummaryList":[]}',
  'ec2 DescribeVpcEndpointServiceConfigurations': emptyXml(
    'DescribeVpcEndpointServiceConfigurations',
    'serviceConfigurationSet',
  ),
  'config SelectAggregateResourceConfig': '{"Results":[]}',
  'appsync ListDomainNames': '{"domainNameConfigs":[]}',
  'apigateway GetVpcLinks': '{"item":[]}',
  'apigateway GetClientCertificates': '{"item":[]}',
  'apigateway ListPortals': '{"items":[]}',
  'apigateway ListPortalProducts': '{"items":[]}',
  'apigateway ListRoutingRules': '{"routingRules":[]}',
  'apigateway GetDomainNameAccessAssociations': '{"item":[]}',
};

/** Operations whose own IAM action the emulator does not know: it would ask for the right to GET, which nobody needs. */
const unjudged = new Set(['ListPortals', 'ListPortalProducts', 'ListRoutingRules']);

const keyOf = (place: Omit<RecordedAnswer, 'body' | 'contentType'>): string =>
  [place.account, place.region, place.service, place.operation].join(' ');

export class Recorded {
  readonly #answers = new Map<string, RecordedAnswer>();

  /** Replaces all answers. @throws TypeError when it is no list of answers */
  set(answers: unknown): void {
    if (!Array.isArray(answers)) throw new TypeError('Expected a list.');
    this.#answers.clear();
    for (const answer of answers as RecordedAnswer[]) this.#answers.set(keyOf(answer), answer);
  }

  /** Whether the emulator can say if the caller may. */
  isJudged({ name }: Operation): boolean {
    return !unjudged.has(name);
  }

  /** `undefined` for an operation that the emulator has. */
  answer({ service, name }: Operation, account: string, region: string): Reply | undefined {
    const empty = nothing[`${service} ${name}`];
    const recorded = this.#answers.get(keyOf({ account, region, service, operation: name }));
    const body = recorded?.body ?? empty;
    if (body === undefined) return undefined;
    const isXml = body.startsWith('<');
    const type = recorded?.contentType ?? (isXml ? 'text/xml' : undefined);
    return {
      ...jsonReply(200, {}),
      ...(type ? { headers: ['Content-Type', type] } : {}),
      body: Buffer.from(body),
    };
  }
}
