import { listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { tagFacts } from '../../collectors/tag-facts.ts';
import type { ApiStyle } from '../../evidence.ts';
import { blind, partly, seen, type Visibility, type VisibilityMap } from '../../visibility.ts';
import type {
  Detection,
  GatewaySetting,
  ImportContext,
  ImportedApi,
  Importer,
  ImportFile,
  ImportReading,
} from '../importer.ts';
import { beginningOf } from '../member-text.ts';
import { hostOf, placeOf } from '../place.ts';
import { mergeApis } from '../route-controls.ts';
import { effectiveControls, pluginIndex, protocolsOf } from './effective-controls.ts';
import { type KongConfiguration, type KongEntity, type KongRoute, readKong } from './entities.ts';
import { routeMatches } from './route-matches.ts';
import { credentialsOf, takeKongSecrets } from './secrets.ts';

/** Files by their ending; whatever there is when none has one. */
const configurations = (files: readonly ImportFile[]): readonly ImportFile[] => {
  const named = files.filter(({ name }) => /\.(?:ya?ml|json)$/i.test(name));
  return named.length > 0 ? named : files;
};

const detect = (files: readonly ImportFile[]): Detection | undefined => {
  for (const file of configurations(files)) {
    const text = beginningOf(file, 20_000);
    const [, version] = /(?:^|[{,])\s*["']?_format_version["']?\s*:\s*["']?([\d.]+)/m.exec(text) ?? [];
    if (version) return { format: 'deck', version, confidence: 1 };
    if (
      /^\s*\{\s*"(?:data|next|offset)"/.test(text) &&
      /"(?:strip_path|ws_id|connect_timeout|path_handling)"/.test(text)
    )
      return { format: 'admin-api', confidence: 0.9 };
  }
  return undefined;
};

const styleOf = (route: KongRoute): ApiStyle => {
  const protocols = protocolsOf(route);
  if (protocols.every((protocol) => /^grpcs?$/.test(protocol))) return 'GRPC';
  return protocols.every((protocol) => /^wss?$/.test(protocol)) ? 'WEBSOCKET' : 'REST';
};

/** Routes of bare TCP, TLS or UDP carry no API that could be told. */
const isHttp = (route: KongRoute): boolean =>
  protocolsOf(route).some((protocol) => /^(?:https?|grpcs?|wss?)$/.test(protocol));

const nameOf = ({ value }: KongEntity): string =>
  textOf(value.name) || textOf(value.host) || textOf(value.id);

/** `team:payments` and `owner=payments` say something; other tags are words. */
const factsOf = ({ value }: KongEntity) =>
  tagFacts(
    listOf(value.tags).flatMap((tag) => {
      const [, Key, Value] = /^([\w-]+)[:=](.+)$/.exec(String(tag)) ?? [];
      return Key ? [{ Key, Value }] : [];
    }),
  );

const backends = (
  kong: KongConfiguration,
  service: KongEntity,
  secret: (value: unknown) => void,
): readonly string[] => {
  const { value } = service;
  const place = textOf(value.url) ? placeOf(textOf(value.url), { secret }) : undefined;
  const host = place?.host ?? hostOf(textOf(value.host));
  const path = (place?.path ?? textOf(value.path)).replace(/\/+$/, '');
  const upstream = kong.upstreams.find((one) => textOf(one.value.name) === (host ?? textOf(value.host)));
  const targets = listOf(upstream?.value.targets).flatMap(
    (target) => hostOf(textOf(mappingAt(target).target)) ?? [],
  );
  return [...new Set(upstream && targets.length > 0 ? targets : host ? [host] : [])].map(
    (name) => `host:${name}${path}`,
  );
};

const settingsOf = (kong: KongConfiguration): readonly GatewaySetting[] => {
  const proof = kong.services[0]?.place ?? kong.routes[0]?.place ?? '';
  const setting = (name: string, value: string | undefined): readonly GatewaySetting[] =>
    value && proof ? [{ name, value, proof: proof.split('#')[0] ?? '' }] : [];
  return [
    ...setting('kong.formatVersion', kong.formatVersion),
    ...setting('kong.workspace', kong.workspace),
    ...setting('kong.controlPlane', kong.controlPlane),
  ];
};

const visibilityOf = (kong: KongConfiguration): VisibilityMap => {
  const tags = kong.selectTags.join(', ');
  const selected = partly(`Only what is tagged ${tags} was exported; the rest stands in Kong.`);
  const whole = (area: Visibility): Visibility => (kong.selectTags.length > 0 ? selected : area);
  const plugins = whole(
    kong.pages && !kong.kinds.has('plugins')
      ? blind('The pages of /plugins are not among the files.')
      : kong.workspace
        ? partly(`Only the workspace ${kong.workspace} was exported; plugins of others stand in theirs.`)
        : seen,
  );
  return {
    hosts: whole(seen),
    routes: whole(
      kong.workspace
        ? partly(`Only the workspace ${kong.workspace} was exported; export the others too.`)
        : seen,
    ),
    authentication: plugins,
    authorisation: plugins,
    'rate-limits': plugins,
    validation: plugins,
    transport: partly(
      'The listeners’ TLS versions and whether backends are verified by default stand in kong.conf.',
    ),
    logging: partly('The proxy’s own access log stands in kong.conf; only logging plugins are seen.'),
    consumers: whole(
      kong.kinds.has('consumers')
        ? seen
        : partly('No consumers were exported; they stand in Kong or the portal.'),
    ),
    owners: partly('Only tags can name an owner; teams and administrators stand in Kong Manager.'),
  };
};

const noService = 'no service';

/** Routes of a configuration with what a request to them meets. */
export const kongReading = (kong: KongConfiguration, context: ImportContext): ImportReading => {
  const problems: InputProblem[] = [...kong.problems];
  // A service that is switched off takes its routes with it.
  const routes = kong.routes.filter((route) => isHttp(route) && route.service?.value.enabled !== false);
  const index = pluginIndex(kong);
  const imported = routes.map((route) => {
    const { matches, unclear } = routeMatches(route, kong.formatVersion);
    const [file = '', pointer = ''] = route.place.split('#');
    if (unclear.length > 0) {
      const message = `${unclear.length === 1 ? 'A path pattern' : `${unclear.length} path patterns`} of it cannot be written as a template; everything below its literal beginning stands for it.`;
      problems.push({
        file,
        pointer,
        message,
        fix: 'Read the pattern before you rely on this route’s path.',
      });
    }
    const controls = effectiveControls(kong, index, route);
    return {
      route,
      routes: matches.map((match) => ({ ...match, pointer: route.place, controls })),
    };
  });
  const byApi = Map.groupBy(imported, ({ route }) => route.service?.place ?? `${noService} ${route.place}`);
  const apis = [...byApi.values()].flatMap((members): readonly ImportedApi[] => {
    const [first] = members;
    if (!first) return [];
    const { service } = first.route;
    const leadsTo = service ? backends(kong, service, context.secret) : [];
    return [
      {
        ...factsOf(service ?? first.route),
        name: nameOf(service ?? first.route) || 'Kong route without a name',
        style: styleOf(first.route),
        locator: (service ?? first.route).place,
        routes: members.flatMap((member) => member.routes),
        ...(leadsTo.length > 0 ? { leadsTo } : {}),
      },
    ];
  });
  return {
    format: kong.pages ? 'admin-api' : 'deck',
    ...(kong.formatVersion ? { version: kong.formatVersion } : {}),
    apis: mergeApis(apis),
    consumers: kong.consumers.map(({ value }) => ({
      name: textOf(value.username) || textOf(value.custom_id) || textOf(value.id),
      credentials: credentialsOf(value),
    })),
    settings: settingsOf(kong),
    visibility: visibilityOf(kong),
    problems,
  };
};

export const kongImporter: Importer = {
  id: 'kong',
  source: 'kong',
  title: 'Kong configuration',
  howTo:
    'Run `deck gateway dump -o kong.yaml` once for each workspace or control plane, and hand in the files.',
  detect,
  parse: (files, context) => {
    const kong = readKong(configurations(files));
    takeKongSecrets(kong, context);
    return kongReading(kong, context);
  },
};
