import type { GatewayControl } from '../../../gateway/controls.ts';
import { tagFacts } from '../../collectors/tag-facts.ts';
import { type ConfigNode, hasAt, isTrueAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { ImportContext, ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { hostOf, type Place, placeOf } from '../place.ts';
import { onEveryWay } from '../route-controls.ts';
import { type AwsEstate, type AwsResource, blockAt, blocksAt } from './estate.ts';
import { isGuarded } from './gateway-controls.ts';
import { resourceTags } from './resource-facts.ts';

const authorizations: Readonly<Record<string, GatewayControl>> = {
  API_KEY: 'api-key',
  AWS_IAM: 'signed-request',
  AMAZON_COGNITO_USER_POOLS: 'jwt',
  OPENID_CONNECT: 'jwt',
  AWS_LAMBDA: 'custom-authorizer',
};

/** Each of the types is a way in; the schema may narrow them field by field. */
const signIn = (types: readonly ConfigNode[]): readonly RouteControl[] =>
  onEveryWay(
    types.map((type) => {
      const control = authorizations[textAt(type).toUpperCase()];
      return control ? [{ control, effective: 'yes' as const, proof: proofOf(type) }] : [];
    }),
  );

const stageControls = (estate: AwsEstate, resource: AwsResource): readonly RouteControl[] => {
  const { node } = resource;
  const log = blockAt(node, 'logConfig');
  return [
    ...(hasAt(log) ? [{ control: 'access-log', effective: 'yes', proof: proofOf(log) } as const] : []),
    ...(isTrueAt(node, 'xrayEnabled')
      ? [{ control: 'tracing', effective: 'yes', proof: proofOf(nodeAt(node, 'xrayEnabled')) } as const]
      : []),
    ...(isGuarded(estate, resource)
      ? [{ control: 'waf', effective: 'yes', proof: proofOf(node) } as const]
      : []),
  ];
};

const domainsOf = (estate: AwsEstate, api: AwsResource): readonly string[] =>
  estate.naming(api, ['apiId'], 'AWS::AppSync::DomainNameApiAssociation').flatMap((one) => {
    const domain = estate.named(one, ['domainName'], 'AWS::AppSync::DomainName');
    return hostOf(textAt(domain?.node ?? one.node, 'domainName') || textAt(one.node, 'domainName')) ?? [];
  });

interface Door {
  readonly method: string;
  readonly host?: string;
  readonly template: string;
}

const doorAt = (method: string, place: Place | undefined, path: string): Door => ({
  method,
  template: path,
  ...(place?.host ? { host: place.host } : {}),
});

/** Paths are fixed by AppSync; subscriptions go to a host of their own. */
const doorsOf = (
  estate: AwsEstate,
  api: AwsResource,
  isEvents: boolean,
  context: ImportContext,
): readonly Door[] => {
  const uris = blockAt(api.node, isEvents ? 'dns' : 'uris');
  const main = placeOf(textAt(uris, isEvents ? 'HTTP' : 'GRAPHQL'), context);
  const realtime = placeOf(textAt(uris, 'REALTIME'), context);
  const path = isEvents ? '/event' : '/graphql';
  return [
    doorAt('POST', main, path),
    ...(realtime ? [doorAt('GET', realtime, isEvents ? '/event/realtime' : '/graphql')] : []),
    ...domainsOf(estate, api).flatMap((host) => [
      { method: 'POST', host, template: path },
      { method: 'GET', host, template: `${path}/realtime` },
    ]),
  ];
};

const typesOf = ({ node }: AwsResource, isEvents: boolean): readonly ConfigNode[] =>
  isEvents
    ? blocksAt(blockAt(node, 'eventConfig'), 'authProviders')
        .concat(blocksAt(blockAt(node, 'eventConfig'), 'authProvider'))
        .map((one) => nodeAt(one, 'authType'))
    : [
        nodeAt(node, 'authenticationType'),
        ...[
          ...blocksAt(node, 'additionalAuthenticationProvider'),
          ...blocksAt(node, 'additionalAuthenticationProviders'),
        ].map((one) => nodeAt(one, 'authenticationType')),
      ];

/** GraphQL and event APIs of AppSync. */
export const appsyncApis = (estate: AwsEstate, context: ImportContext): readonly ImportedApi[] =>
  estate.all('AWS::AppSync::GraphQLApi', 'AWS::AppSync::Api').map((api) => {
    const { node, kind } = api;
    const isEvents = kind === 'AWS::AppSync::Api';
    const controls = [...signIn(typesOf(api, isEvents)), ...stageControls(estate, api)];
    const proof = proofOf(node);
    const functions = estate
      .naming(api, ['apiId'], 'AWS::AppSync::DataSource')
      .flatMap(
        (source) =>
          textAt(blockAt(source.node, 'lambdaConfig'), 'functionArn') ||
          textAt(blockAt(source.node, 'lambdaConfig'), 'lambdaFunctionArn') ||
          [],
      );
    const isPrivate = textAt(node, 'visibility') === 'PRIVATE';
    const owner = textAt(node, 'ownerContact');
    return {
      name: textAt(node, 'name') || api.name,
      style: isEvents ? 'EVENTS' : 'GRAPHQL',
      locator: proof,
      routes: doorsOf(estate, api, isEvents, context).map(
        (door): ImportedRoute => ({ ...door, pointer: proof, controls }),
      ),
      ...(functions.length > 0 ? { leadsTo: functions } : {}),
      ...(isPrivate ? { exposure: 'internal' as const } : {}),
      ...(owner ? { owner } : {}),
      ...tagFacts(resourceTags(node)),
    };
  });
