import {
  type Api,
  AppSyncClient,
  type DataSource,
  type DomainNameConfig,
  GetApiAssociationCommand,
  type GraphqlApi,
  ListApisCommand,
  ListDataSourcesCommand,
  ListDomainNamesCommand,
  ListGraphqlApisCommand,
} from '@aws-sdk/client-appsync';
import { functionArn } from '../../core/inventory/collectors/arn.ts';
import { hostName, hostReference } from '../../core/inventory/collectors/host-name.ts';
import { tagFacts } from '../../core/inventory/collectors/tag-facts.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { type Calls, collectorCalls } from './calls.ts';
import type { Collector, CollectorContext } from './context.ts';
import { distinct, type StatedFacts, sentences, statement } from './statement.ts';

/** A place of an AppSync API: AWS fixes the paths. */
interface Door {
  readonly host: string;
  readonly basePath: string;
  readonly method: string;
}

/** An AppSync API of either kind, as far as the catalogue asks. */
interface Found {
  readonly id: string;
  readonly facts: StatedFacts;
  readonly doors: readonly Door[];
  /** What a custom domain of it offers. */
  readonly domainDoors: readonly Omit<Door, 'host'>[];
}

const signInNote = (types: readonly (string | undefined)[]): string | undefined => {
  const known = distinct(types);
  return sentences(known.length > 0 && `Callers prove themselves by ${known.join(', ')}.`);
};

const targetOf = ({ lambdaConfig, httpConfig }: DataSource): string | undefined => {
  if (lambdaConfig?.lambdaFunctionArn) return functionArn(lambdaConfig.lambdaFunctionArn);
  return httpConfig?.endpoint ? hostReference(httpConfig.endpoint) : undefined;
};

const graphql = (api: GraphqlApi, sources: readonly DataSource[]): Found => {
  const { GRAPHQL = '', REALTIME = '' } = api.uris ?? {};
  const types = [
    api.authenticationType,
    ...(api.additionalAuthenticationProviders ?? []).map((one) => one.authenticationType),
  ];
  return {
    id: api.apiId ?? '',
    facts: {
      locator: api.arn ?? '',
      resource: api.arn,
      apiName: api.name,
      style: 'GRAPHQL',
      owner: api.ownerContact,
      exposure: api.visibility === 'PRIVATE' ? 'internal' : 'public',
      leadsTo: distinct(sources.map(targetOf)),
      ...tagFacts(api.tags),
      note: signInNote(types),
    },
    doors: [
      ...(GRAPHQL ? [{ host: hostName(GRAPHQL), basePath: '/graphql', method: 'POST' }] : []),
      ...(REALTIME ? [{ host: hostName(REALTIME), basePath: '/graphql', method: 'GET' }] : []),
    ],
    domainDoors: [
      { basePath: '/graphql', method: 'POST' },
      { basePath: '/graphql/realtime', method: 'GET' },
    ],
  };
};

const events = (api: Api): Found => {
  const { HTTP = '', REALTIME = '' } = api.dns ?? {};
  const publish = { basePath: '/event', method: 'POST' };
  const subscribe = { basePath: '/event/realtime', method: 'GET' };
  return {
    id: api.apiId ?? '',
    facts: {
      locator: api.apiArn ?? '',
      resource: api.apiArn,
      apiName: api.name,
      style: 'EVENTS',
      owner: api.ownerContact,
      exposure: 'public',
      ...tagFacts(api.tags),
      note: signInNote((api.eventConfig?.authProviders ?? []).map(({ authType }) => authType)),
    },
    doors: [
      ...(HTTP ? [{ host: hostName(HTTP), ...publish }] : []),
      ...(REALTIME ? [{ host: hostName(REALTIME), ...subscribe }] : []),
    ],
    domainDoors: [publish, subscribe],
  };
};

const atDoor = (context: CollectorContext, { facts }: Found, { host, basePath, method }: Door): Evidence =>
  statement(context, 'appsync', {
    ...facts,
    host,
    basePath,
    // Of a GraphQL API the fields are the endpoints, and its schema names them; one path carries them all.
    ...(facts.style === 'GRAPHQL' ? {} : { operations: [{ method, template: '/' }] }),
  });

/** The API behind a custom domain; a domain may stand alone. */
const associated = async (
  calls: Calls,
  client: AppSyncClient,
  { domainName = '' }: DomainNameConfig,
): Promise<string | undefined> => {
  return calls.ask('appsync:GetApiAssociation', domainName, async () => {
    try {
      const { apiAssociation } = await client.send(new GetApiAssociationCommand({ domainName }));
      return apiAssociation?.apiId;
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFoundException') return undefined;
      throw error;
    }
  });
};

/** GraphQL and event APIs of AppSync with their custom domains. */
export const collectAppSync: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('appsync', (config) => new AppSyncClient(config));
  const graphqlApis = await calls.list('appsync:ListGraphqlApis', '', async (nextToken) => {
    const page = await client.send(new ListGraphqlApisCommand({ nextToken }));
    return { items: page.graphqlApis, next: page.nextToken };
  });
  const eventApis = await calls.list('appsync:ListApis', '', async (nextToken) => {
    const page = await client.send(new ListApisCommand({ nextToken }));
    return { items: page.apis, next: page.nextToken };
  });
  const found: Found[] = eventApis.map(events);
  for (const api of graphqlApis) {
    const sources = await calls.list('appsync:ListDataSources', api.arn ?? '', async (nextToken) => {
      const page = await client.send(new ListDataSourcesCommand({ apiId: api.apiId ?? '', nextToken }));
      return { items: page.dataSources, next: page.nextToken };
    });
    found.push(graphql(api, sources));
  }
  const domains = await calls.list('appsync:ListDomainNames', 'custom domains', async (nextToken) => {
    const page = await client.send(new ListDomainNamesCommand({ nextToken }));
    return { items: page.domainNameConfigs, next: page.nextToken };
  });
  const evidence = found.flatMap((one) => one.doors.map((door) => atDoor(context, one, door)));
  for (const domain of domains) {
    const host = hostName(domain.domainName ?? '');
    const id = await associated(calls, client, domain);
    const api = found.find((one) => one.id === id);
    evidence.push(
      statement(context, 'aws-endpoint', {
        locator: domain.domainNameArn ?? host,
        resource: hostReference(domain.appsyncDomainName ?? host),
        host,
        ...tagFacts(domain.tags),
        leadsTo: api ? [api.facts.locator] : [],
        note: sentences('Custom domain of AppSync.', id === undefined && 'No API is known behind it.'),
      }),
    );
    if (api) evidence.push(...api.domainDoors.map((door) => atDoor(context, api, { ...door, host })));
  }
  return calls.reading(evidence, found.length);
};
