import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ImportContext, ImportedApi, ImportedRoute, Importer, ImportFile } from '../importer.ts';
import { beginningOf, readTree, readTreeText, textOfMember } from '../member-text.ts';
import { referenceResolver } from '../openapi/members.ts';
import { openApiVersion, readOpenApi } from '../openapi/read-openapi.ts';
import { templateOf } from '../path-template.ts';
import { hostOf } from '../place.ts';
import { type ReachedRequest, reachedApis } from '../reached.ts';
import { detectKind, recognised } from '../recognised.ts';
import { reaches } from '../visibility-maps.ts';

/** What the engine writes into every specification that it reconstructs. */
const generated = 'This is a generated Open API Spec';

const isApiClarity = (file: ImportFile): boolean => {
  if (!/\.(?:json|ya?ml)$|^[^.]*$/i.test(file.name)) return false;
  if (/(?:reconstructed|provided)[-_]?swagger\.(?:json|ya?ml)$/i.test(file.name)) return true;
  if (beginningOf(file, 20_000).includes(generated)) return true;
  return /"(?:hasReconstructedSpec|reconstructedSpec|hostSpecName)"\s*:/.test(textOfMember(file));
};

/** A name in the inventory is the host that requests named, with its port. */
const hostNamed = (name: string): string | undefined => (name.includes('.') ? hostOf(name) : undefined);

/** `GET /apiInventory`: hosts that were called. Endpoints stand in the reconstructed specifications. */
const inventoryApi = (item: Mapping, pointer: string): ImportedApi => {
  const name = textOf(item.name);
  const host = hostNamed(name);
  const route: ImportedRoute | undefined = host
    ? { method: 'ANY', template: '/{proxy+}', host, pointer, controls: [] }
    : undefined;
  const inside = item.apiType === 'INTERNAL' ? { exposure: 'internal' as const } : {};
  return { name, style: 'REST', locator: pointer, routes: route ? [route] : [], ...inside };
};

/** `GET /apiInventory/{id}/specs`: paths by tag, of either specification. */
const tagApis = (specs: Mapping, file: string): readonly ImportedApi[] =>
  (['reconstructedSpec', 'providedSpec'] as const).flatMap((kind): readonly ImportedApi[] => {
    const tags = listOf(mappingAt(specs, kind).tags);
    const routes = tags.flatMap((tag, t) =>
      listOf(mappingAt(tag).methodAndPathList)
        .filter(isMapping)
        .map(({ method, path }, index) => ({
          method: textOf(method).toUpperCase(),
          template: templateOf(textOf(path)),
          pointer: `${file}#/${kind}/tags/${t}/methodAndPathList/${index}`,
          controls: [],
        })),
    );
    if (routes.length === 0) return [];
    const source = kind === 'providedSpec' ? { source: 'openapi-document' as const } : {};
    const name = (file.split('/').at(-1) ?? file).replace(/\.[a-z]+$/i, '');
    return [{ name, style: 'REST', locator: `${file}#/${kind}`, routes, ...source }];
  });

/** `GET /apiEvents`: single calls. */
const eventRequest = (event: Mapping, pointer: string): ReachedRequest => {
  const at = Date.parse(textOf(event.time) || textOf(event.requestTime));
  return {
    method: textOf(event.method),
    url: `http://${textOf(event.hostSpecName)}${textOf(event.path)}`,
    ...(typeof event.statusCode === 'number' ? { status: event.statusCode } : {}),
    ...(textOf(event.sourceIP) ? { caller: textOf(event.sourceIP) } : {}),
    ...(Number.isFinite(at) ? { at: new Date(at).toISOString() } : {}),
    pointer,
  };
};

const specificationApi = (
  document: Mapping,
  file: ImportFile,
  context: ImportContext,
  problems: InputProblem[],
): ImportedApi => {
  const reading = readOpenApi(document, file.name, file.name, referenceResolver([file]), context);
  problems.push(...reading.problems);
  const title = textOf(mappingAt(document, 'info').title);
  const isProvided = /provided/i.test(file.name.split('/').at(-1) ?? '');
  const host = reading.api.routes.find((route) => route.host)?.host;
  const isNamed = title !== '' && title !== 'Swagger';
  const { version: _, purpose: __, ...api } = reading.api;
  // A specification that somebody uploaded describes; only what was reconstructed was called.
  return isProvided
    ? { ...reading.api, source: 'openapi-document' }
    : { ...api, name: isNamed ? title : (host ?? file.name.split('/').at(-1) ?? file.name) };
};

const apisIn = (
  file: ImportFile,
  context: ImportContext,
  problems: InputProblem[],
): readonly ImportedApi[] => {
  const tree = readTree(file);
  if (!tree.ok) {
    problems.push(tree.problem);
    return [];
  }
  // Some versions answer with the specification as a text inside.
  const raw = textOf(mappingAt(tree.value).rawSpec);
  const inner = raw ? readTreeText(raw, file.name) : tree;
  const value = inner.ok ? inner.value : tree.value;
  if (isMapping(value) && openApiVersion(value)) return [specificationApi(value, file, context, problems)];
  const root = mappingAt(value);
  if (root.reconstructedSpec !== undefined || root.providedSpec !== undefined)
    return tagApis(root, file.name);
  const items = (Array.isArray(value) ? value : listOf(root.items)).filter(isMapping);
  const at = Array.isArray(value) ? '' : '/items';
  const events = items.flatMap((item, index) =>
    item.hostSpecName === undefined ? [] : [eventRequest(item, `${file.name}#${at}/${index}`)],
  );
  if (events.length) return reachedApis(events, context, 'use', `${file.name}#${at}`);
  return items.flatMap((item, index) =>
    textOf(item.name) ? [inventoryApi(item, `${file.name}#${at}/${index}`)] : [],
  );
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isApiClarity, 'an APIClarity export');
  const problems: InputProblem[] = [...mine.problems];
  return {
    format: 'APIClarity export',
    apis: mine.files.flatMap((file) => apisIn(file, context, problems)),
    consumers: [],
    settings: [],
    visibility: reaches(
      'Mirrored traffic',
      'Paths are guessed from what was called while traffic was mirrored; what nobody called is missing.',
    ),
    problems,
  };
};

/** APIClarity: the inventory, its events, and the specifications that it reconstructed or was given. */
export const apiclarityImporter: Importer = {
  id: 'apiclarity',
  source: 'apiclarity',
  title: 'APIClarity export',
  howTo: 'Save `GET /api/apiInventory` and each `/api/apiInventory/ID/reconstructed_swagger.json`.',
  detect: (files) => {
    const detection = detectKind(files, isApiClarity, 'APIClarity export');
    // A specification that it reconstructed is an OpenAPI document as well, and nobody wrote it.
    return detection && { ...detection, confidence: detection.confidence + 0.02 };
  },
  parse,
};
