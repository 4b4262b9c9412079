import { apiNameOf, dataClassOf, exposureOf, ownerOf } from '../../../documentation/extensions.ts';
import { isMapping, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { partly } from '../../visibility.ts';
import type { ImportContext, ImportedApi, ImportedRoute, Importer, ImportFile } from '../importer.ts';
import { readTree, textOfMember } from '../member-text.ts';
import { declaredControls } from '../openapi/declared-security.ts';
import { type ReferenceResolver, referenceResolver } from '../openapi/members.ts';
import { joinTemplate } from '../path-template.ts';
import { detectKind, recognised } from '../recognised.ts';
import { mergeRoutes, strongest } from '../route-controls.ts';
import { describes } from '../visibility-maps.ts';
import { channelOperations } from './operations.ts';
import { type AsyncServer, alternativesOf, serversOf, styleOf } from './servers.ts';

const versionIn = (file: ImportFile): string | undefined => {
  if (!/\.(?:ya?ml|json)$|\/[^.]*$|^[^.]*$/i.test(file.name)) return undefined;
  const text = textOfMember(file);
  return (
    /^\s*\{/.test(text) ? /"asyncapi"\s*:\s*"([\d.]+)/ : /^['"]?asyncapi['"]?\s*:\s*['"]?([\d.]+)/m
  ).exec(text)?.[1];
};

const isAsyncApi = (file: ImportFile): boolean => versionIn(file) !== undefined;

interface Documented {
  readonly document: Mapping;
  readonly file: string;
}

const routesOf = (
  at: Documented,
  servers: readonly AsyncServer[],
  references: ReferenceResolver,
  problems: InputProblem[],
): readonly ImportedRoute[] => {
  const { document, file } = at;
  const routes = channelOperations(document, file, references).flatMap(
    (operation): readonly ImportedRoute[] => {
      const { address, method, pointer } = operation;
      if (address === undefined) {
        const message = 'The channel has no address; it is decided at run time.';
        problems.push({ file, pointer, message, fix: 'Give the channel an address if it has one.' });
        return [];
      }
      const own = alternativesOf(operation.security, at, references);
      const listening = servers.filter(
        ({ name }) => !operation.servers.length || operation.servers.includes(name),
      );
      const places = listening.flatMap((server) => server.places.map((place) => ({ place, server })));
      const nowhere = [{ place: { path: '' }, server: undefined }];
      return (places.length ? places : nowhere).map(({ place, server }) => ({
        method,
        template: joinTemplate(place.path, address),
        ...('host' in place && place.host ? { host: place.host } : {}),
        ...(operation.deprecated ? { deprecated: true as const } : {}),
        pointer: `${file}#${pointer}`,
        // The server lets the connection in, the operation the message: a client meets both.
        controls: strongest([
          ...declaredControls(own, `${file}#${pointer}/security`),
          ...(server
            ? declaredControls(server.alternatives, `${file}#/servers/${server.name}/security`)
            : []),
        ]),
      }));
    },
  );
  // Listeners of one broker differ by port and by what they ask for: they are ways of one route.
  return mergeRoutes(routes);
};

/** The API that a document of version 2 or 3 describes. */
export const asyncApiOf = (
  at: Documented,
  references: ReferenceResolver,
  context: ImportContext,
  problems: InputProblem[],
): ImportedApi => {
  const { document, file } = at;
  const servers = serversOf(at, references, context);
  const { version } = mappingAt(document, 'info');
  const owner = ownerOf(document);
  const exposure = exposureOf(document);
  const dataClass = dataClassOf(document);
  return {
    name: apiNameOf(document) ?? (file.split('/').at(-1) ?? file).replace(/\.[a-z]+$/i, ''),
    style: styleOf(servers.map(({ protocol }) => protocol)),
    locator: `${file}#/`,
    routes: routesOf(at, servers, references, problems),
    ...(textOf(version) ? { version: textOf(version) } : {}),
    ...(owner ? { owner } : {}),
    ...(exposure ? { exposure } : {}),
    ...(dataClass ? { dataClass } : {}),
  };
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isAsyncApi, 'AsyncAPI');
  const problems: InputProblem[] = [...mine.problems];
  const references = referenceResolver(files);
  const apis: ImportedApi[] = [];
  let first: string | undefined;
  for (const file of mine.files) {
    const tree = readTree(file);
    if (!tree.ok) problems.push(tree.problem);
    else if (!isMapping(tree.value) || !/^[23]\./.test(textOf(tree.value.asyncapi))) {
      const message = 'The document is not AsyncAPI 2 or 3.';
      problems.push({ file: file.name, message, fix: 'Convert it to AsyncAPI 2.6 or 3.0.' });
    } else {
      first ??= textOf(tree.value.asyncapi);
      references.seed(file.name, tree.value);
      apis.push(asyncApiOf({ document: tree.value, file: file.name }, references, context, problems));
    }
  }
  const unplaced = apis.some(({ routes }) => routes.some(({ host }) => host === undefined));
  return {
    format: 'AsyncAPI',
    ...(first ? { version: first } : {}),
    apis,
    consumers: [],
    settings: [],
    visibility: describes(
      'The document',
      unplaced
        ? { hosts: partly('Some channels name no server; the brokers stand where the API is deployed.') }
        : {},
    ),
    problems,
  };
};

/** AsyncAPI 2 and 3. Methods are what a client does: `PUBLISH` to a channel or `SUBSCRIBE` from it. */
export const asyncapiImporter: Importer = {
  id: 'asyncapi',
  source: 'asyncapi-document',
  title: 'AsyncAPI document',
  howTo: 'Hand in the YAML or JSON file.',
  detect: (files) => {
    const [version] = files.flatMap((file) => versionIn(file) ?? []);
    return detectKind(files, isAsyncApi, 'AsyncAPI', version);
  },
  parse,
};
