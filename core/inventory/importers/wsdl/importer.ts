import type { InputProblem } from '../../../input-problem.ts';
import { partly } from '../../visibility.ts';
import type { ImportContext, ImportedApi, ImportedRoute, Importer, ImportFile } from '../importer.ts';
import { beginningOf, textOfMember } from '../member-text.ts';
import { joinTemplate } from '../path-template.ts';
import { placeOf } from '../place.ts';
import { detectKind, recognised } from '../recognised.ts';
import { describes } from '../visibility-maps.ts';
import { readXml } from '../xml.ts';
import { readWsdl, type WsdlBinding, type WsdlEndpoint, type WsdlFile } from './definitions.ts';
import { assertedControls, type Policies, policiesOf } from './policy.ts';

const isWsdl = (file: ImportFile): boolean =>
  /\.(?:wsdl|xml|asmx|svc)$|^[^.]*$/i.test(file.name) &&
  /<(?:[\w.-]+:)?(?:definitions|description)\b[^>]*(?:schemas\.xmlsoap\.org\/wsdl|www\.w3\.org\/ns\/wsdl)/.test(
    beginningOf(file, 20_000),
  );

interface Folder {
  readonly bindings: ReadonlyMap<string, WsdlBinding>;
  readonly policies: Policies;
}

const routesOf = (
  endpoint: WsdlEndpoint,
  file: string,
  folder: Folder,
  context: ImportContext,
): readonly ImportedRoute[] => {
  const place = placeOf(endpoint.address, context);
  const binding = folder.bindings.get(endpoint.binding);
  const proof = `${file}${endpoint.line === undefined ? '' : `:${endpoint.line}`}`;
  const attached = [endpoint.element, ...(binding ? [binding.element] : [])];
  const route = {
    ...(place?.host ? { host: place.host } : {}),
    controls: assertedControls(attached, folder.policies, proof),
  };
  const base = place?.path ?? '/';
  // All operations of SOAP share the endpoint's URL: the pointer tells them apart, by their action.
  const operations = (binding?.operations ?? []).map((operation) => ({
    ...route,
    method: operation.method,
    template: joinTemplate(base, operation.location.replace(/\(([\w-]+)\)/g, '{$1}')),
    pointer: `${file}#${operation.soapAction || operation.name}`,
  }));
  return operations.length
    ? operations
    : [{ ...route, method: 'POST', template: joinTemplate(base, ''), pointer: proof }];
};

const apisOf = (
  { endpoints }: WsdlFile,
  file: string,
  folder: Folder,
  context: ImportContext,
  problems: InputProblem[],
): readonly ImportedApi[] => {
  const services = new Map<string, WsdlEndpoint[]>();
  for (const endpoint of endpoints) {
    if (endpoint.address === '') {
      const message = `The endpoint ${JSON.stringify(endpoint.name)} has no address.`;
      const place = endpoint.line === undefined ? {} : { line: endpoint.line };
      problems.push({ file, ...place, message, fix: 'Export the WSDL from where it is served.' });
    }
    const ports = services.get(endpoint.service);
    if (ports) ports.push(endpoint);
    else services.set(endpoint.service, [endpoint]);
  }
  return [...services].map(([name, ports]) => ({
    name: name || (file.split('/').at(-1) ?? file).replace(/\.[a-z]+$/i, ''),
    style: 'SOAP',
    locator: `${file}#${name}`,
    routes: ports.flatMap((port) => routesOf(port, file, folder, context)),
  }));
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isWsdl, 'WSDL');
  const problems: InputProblem[] = [...mine.problems];
  const read = mine.files.flatMap((file) => {
    const xml = readXml(textOfMember(file), file.name);
    if (!xml.ok) problems.push(xml.problem);
    const wsdl = xml.ok ? readWsdl(xml.root) : undefined;
    return wsdl ? [{ file: file.name, wsdl }] : [];
  });
  const folder: Folder = {
    bindings: new Map(
      read.flatMap(({ wsdl }) => wsdl.bindings.map((binding) => [binding.name, binding] as const)),
    ),
    policies: policiesOf(read.map(({ wsdl }) => wsdl.root)),
  };
  const version = read[0]?.wsdl.version;
  return {
    format: 'WSDL',
    ...(version ? { version } : {}),
    apis: read.flatMap(({ file, wsdl }) => apisOf(wsdl, file, folder, context, problems)),
    consumers: [],
    settings: [],
    visibility: describes('The definition', {
      validation: partly(
        'The schemas describe the messages; whether they are checked is decided by what serves them.',
      ),
    }),
    problems,
  };
};

/** WSDL 1.1 and 2.0. Imports are resolved among the files that were handed in and never fetched. */
export const wsdlImporter: Importer = {
  id: 'wsdl',
  source: 'wsdl-document',
  title: 'WSDL document',
  howTo: 'Save the service’s `?wsdl`, with the files that it imports.',
  detect: (files) => detectKind(files, isWsdl, 'WSDL'),
  parse,
};
