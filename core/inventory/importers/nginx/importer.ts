import type { InputProblem } from '../../../input-problem.ts';
import { blind, partly, seen, type Visibility, type VisibilityMap } from '../../visibility.ts';
import { encodingProblem } from '../import-file.ts';
import type {
  Detection,
  GatewaySetting,
  ImportContext,
  ImportedApi,
  Importer,
  ImportFile,
} from '../importer.ts';
import { beginningOf, textOfMember } from '../member-text.ts';
import { hostOf, placeOf } from '../place.ts';
import { mergeApis } from '../route-controls.ts';
import { readConfigurations } from './configurations.ts';
import { type Directive, placeOfDirective } from './directives.ts';
import type { Configuration } from './includes.ts';
import type { HttpFacts } from './location-controls.ts';
import { type ServedRoutes, serverRoutes } from './routes.ts';
import { takeNginxSecrets } from './secrets.ts';
import { httpBlocks, type Server, serversOf } from './servers.ts';
import { zonesOf } from './traffic-controls.ts';
import { defaultServers } from './transport-controls.ts';

const signs: readonly RegExp[] = [
  /(?:^|[;{}])\s*server\s*\{/m,
  /(?:^|[;{}])\s*location\s+[^{;\n]+\{/m,
  /(?:^|[;{}])\s*(?:proxy_pass|listen|server_name|upstream)\s+[^;\n{]+[;{]/m,
];

const detect = (files: readonly ImportFile[]): Detection | undefined => {
  let best = 0;
  for (const file of files) {
    const text = beginningOf(file, 200_000);
    if (/^# configuration file .+:$/m.test(text)) return { format: 'nginx -T', confidence: 1 };
    if (/^\s*[{[<]/.test(text)) continue;
    const shown = signs.filter((sign) => sign.test(text)).length;
    if (shown >= 2) best = Math.max(best, /\.conf$|nginx/i.test(file.name) ? 0.95 : 0.7);
    if (shown === 1 && /\.conf$/i.test(file.name)) best = Math.max(best, 0.4);
  }
  return best > 0 ? { format: 'nginx', confidence: best } : undefined;
};

const isText = (file: ImportFile): boolean =>
  !/\.(?:pem|crt|cer|key|png|jpe?g|gif|ico|svg|html?|js|css|lua|json|xml|md|txt\.gz)$/i.test(file.name) ||
  /^# configuration file /m.test(beginningOf(file, 4_096));

/** Hosts behind the name that `proxy_pass` gives: the servers of an upstream, or itself. */
const backendsOf = (handler: Directive, http: readonly Directive[], context: ImportContext) => {
  // What stands behind a variable is not known.
  const target = (handler.args[0] ?? '').replace(/\$.*$/s, '');
  const place = placeOf(/^[a-z]+:\/\//.test(target) ? target : `http://${target}`, context);
  const [, authority = ''] = /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([^/;]+)/i.exec(target) ?? [];
  const upstream = http.find(({ name, args }) => name === 'upstream' && args[0] === authority);
  const members = (upstream?.block ?? [])
    .filter(({ name, args }) => name === 'server' && !args.includes('down'))
    .flatMap(({ args }) => hostOf(args[0] ?? '') ?? []);
  const path = (place?.path ?? '').replace(/\/+$/, '');
  const hosts = upstream ? members : place?.host ? [place.host] : [];
  return {
    // The address of a machine is no name of what it serves.
    name: upstream ? authority : undefined,
    leadsTo: [...new Set(hosts)].map((host) => `host:${host}${path}`),
  };
};

const apisOf = (
  server: Server,
  served: readonly ServedRoutes[],
  http: readonly Directive[],
  context: ImportContext,
): readonly ImportedApi[] => {
  const host = server.hosts.find((one) => one !== undefined);
  const byBackend = Map.groupBy(
    served,
    ({ handler }) => handler?.args[0]?.replace(/^([a-z]+:\/\/)?([^/]*).*$/i, '$2') ?? '',
  );
  return [...byBackend.values()].flatMap((members): readonly ImportedApi[] => {
    const [first] = members;
    if (!first) return [];
    const backend = first.handler?.name.endsWith('_pass')
      ? backendsOf(first.handler, http, context)
      : { name: undefined, leadsTo: [] };
    return [
      {
        name: backend.name ?? host ?? 'NGINX server without a name',
        style: first.handler?.name === 'grpc_pass' ? 'GRPC' : 'REST',
        locator: placeOfDirective(server.directive),
        routes: members.flatMap(({ routes }) => routes),
        ...(backend.leadsTo.length > 0 ? { leadsTo: backend.leadsTo } : {}),
      },
    ];
  });
};

const variablesOf = (http: readonly Directive[], name: string, position: number): ReadonlySet<string> =>
  new Set(
    http.filter((one) => one.name === name && one.block).map(({ args }) => args[position] ?? args[0] ?? ''),
  );

const unclearPaths = (served: readonly ServedRoutes[]): readonly InputProblem[] =>
  served
    .filter(({ unclear }) => unclear)
    .map(({ location }) => ({
      file: location.directive.file,
      line: location.directive.line,
      message:
        'Its pattern cannot be written as a template; everything below its literal beginning stands for it.',
      fix: 'Read the pattern before you rely on this route’s path.',
    }));

const unclearNames = ({ directive, unclearNames: names }: Server): readonly InputProblem[] =>
  names.map(() => ({
    file: directive.file,
    line: directive.line,
    message: 'Its server_name is a pattern; hosts are known by its literal end only.',
    fix: 'List the names that are in use.',
  }));

const readHttp = (http: readonly Directive[], context: ImportContext) => {
  const servers = serversOf(http);
  const facts: HttpFacts = {
    defaults: defaultServers(servers),
    zones: zonesOf(http),
    variables: { geo: variablesOf(http, 'geo', 1), maps: variablesOf(http, 'map', 1) },
  };
  return servers.map((server) => {
    const served = serverRoutes(server, facts);
    return {
      apis: apisOf(server, served, http, context),
      problems: [...unclearNames(server), ...unclearPaths(served)],
    };
  });
};

const settingsOf = (configuration: Configuration): readonly GatewaySetting[] => {
  const everything = [...configuration.directives, ...httpBlocks(configuration).flat()];
  return ['server_tokens', 'ssl_protocols', 'resolver'].flatMap((name) => {
    const directive = everything.find((one) => one.name === name);
    return directive
      ? [{ name: `nginx.${name}`, value: directive.args.join(' '), proof: placeOfDirective(directive) }]
      : [];
  });
};

const hasCode = (directives: readonly Directive[], depth = 0): boolean =>
  directives.some(
    ({ name, block }) =>
      /_by_lua|^js_|^perl/.test(name) || (block && depth < 50 ? hasCode(block, depth + 1) : false),
  );

const visibilityOf = (configurations: readonly Configuration[]): VisibilityMap => {
  const complete = configurations.length > 0 && configurations.every((one) => one.complete);
  const whole: Visibility = complete
    ? seen
    : partly('Files that it includes, or nginx.conf itself, are not here.');
  const coded = configurations.some(({ directives }) => hasCode(directives));
  const decided = coded ? partly('Lua or JavaScript decides too; its code is not judged.') : whole;
  return {
    hosts: whole,
    routes: whole,
    authentication: decided,
    authorisation: decided,
    'rate-limits': whole,
    transport: complete
      ? partly('Versions of TLS that are not written down depend on the release of NGINX.')
      : whole,
    logging: whole,
    validation: decided,
    consumers: blind('Consumers stand in password files and in the services that NGINX asks.'),
    owners: blind('A configuration names no owners; they stand in the catalogue of services.'),
  };
};

export const nginxImporter: Importer = {
  id: 'nginx',
  source: 'nginx',
  title: 'NGINX configuration',
  howTo:
    'Run `nginx -T > nginx.txt` on every server, or hand in the folder with nginx.conf and all that it includes.',
  detect,
  parse: (files, context) => {
    const texts = files.filter(isText);
    const configurations = readConfigurations(
      texts.flatMap((file) => {
        const text = textOfMember(file);
        return text === undefined ? [] : [{ path: file.name, name: file.name, text }];
      }),
    );
    for (const { directives } of configurations) takeNginxSecrets(directives, context);
    const read = configurations.flatMap((one) => httpBlocks(one).flatMap((http) => readHttp(http, context)));
    return {
      format: 'nginx',
      apis: mergeApis(read.flatMap(({ apis }) => apis)),
      consumers: [],
      settings: configurations.flatMap(settingsOf),
      visibility: visibilityOf(configurations),
      problems: [
        ...texts.flatMap((file) => encodingProblem(file) ?? []),
        ...configurations.flatMap(({ problems }) => problems),
        ...read.flatMap(({ problems }) => problems),
      ],
    };
  },
};
