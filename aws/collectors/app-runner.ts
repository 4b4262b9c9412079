import {
  AppRunnerClient,
  DescribeCustomDomainsCommand,
  DescribeServiceCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-apprunner';
import { hostName } from '../../core/inventory/collectors/host-name.ts';
import { tagFacts } from '../../core/inventory/collectors/tag-facts.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { collectorCalls } from './calls.ts';
import type { Collector } from './context.ts';
import { distinct, sentences, statement } from './statement.ts';

/** Services of App Runner, each an API at its own and its custom domains. Environment variables are never looked at. */
export const collectAppRunner: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('apprunner', (config) => new AppRunnerClient(config));
  const all = await calls.list('apprunner:ListServices', '', async (NextToken) => {
    const page = await client.send(new ListServicesCommand({ NextToken }));
    return { items: page.ServiceSummaryList, next: page.NextToken };
  });
  const services = all.filter(({ Status }) => Status !== 'DELETED');
  const evidence: Evidence[] = [];
  for (const { ServiceArn = '', ServiceName, ServiceUrl, Status } of services) {
    const described = await calls.ask('apprunner:DescribeService', ServiceArn, async () => {
      const { Service } = await client.send(new DescribeServiceCommand({ ServiceArn }));
      return { open: Service?.NetworkConfiguration?.IngressConfiguration?.IsPubliclyAccessible !== false };
    });
    const domains = await calls.list('apprunner:DescribeCustomDomains', ServiceArn, async (NextToken) => {
      const page = await client.send(new DescribeCustomDomainsCommand({ ServiceArn, NextToken }));
      return { items: page.CustomDomains, next: page.NextToken };
    });
    const tags = await calls.ask('apprunner:ListTagsForResource', `tags of ${ServiceName}`, () =>
      client.send(new ListTagsForResourceCommand({ ResourceArn: ServiceArn })),
    );
    const names = domains.flatMap(({ DomainName, EnableWWWSubdomain }) =>
      DomainName ? [DomainName, ...(EnableWWWSubdomain ? [`www.${DomainName}`] : [])] : [],
    );
    for (const host of distinct([...names, ServiceUrl].map((name) => name && hostName(name)))) {
      evidence.push(
        statement(context, 'app-runner', {
          locator: ServiceArn,
          resource: ServiceArn,
          apiName: ServiceName,
          host,
          basePath: '',
          operations: [{ method: 'ANY', template: '/{proxy+}' }],
          exposure: described && (described.open ? 'public' : 'internal'),
          ...tagFacts(tags?.Tags),
          note: sentences(Status !== undefined && Status !== 'RUNNING' && `The service is ${Status}.`),
        }),
      );
    }
  }
  return calls.reading(evidence, services.length);
};
