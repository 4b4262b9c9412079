import { isMapping, listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { childrenOf, readXml, type XmlElement } from '../xml.ts';
import { readYamlDocuments } from '../yaml-documents.ts';
import type { ApimOperation } from './service.ts';

export interface OperationsReading {
  readonly operations: readonly ApimOperation[];
  readonly problems: readonly InputProblem[];
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** API Management writes `*` for everything below; a parameter may carry its type. */
const templateOf = (path: string): string =>
  path
    .replace(/[?#].*$/s, '')
    .replace(/\/?\*$/, '/{proxy+}')
    .replaceAll(/\{\*?([\w.-]+)(?::[^{}]*)?\}/g, '{$1}');

/** Names of operations are their `operationId`; one without is called after method and path. */
const fromOpenApi = (file: ImportFile, context: ImportContext): OperationsReading => {
  const { documents, problems } = readYamlDocuments(file);
  const [document] = documents;
  if (!document) return { operations: [], problems };
  takeSecretsOf(document.value, context);
  const place = documentPlace(file.name, document);
  const operations = Object.entries(mappingAt(document.value, 'paths')).flatMap(([path, item]) =>
    methods.flatMap((method): readonly ApimOperation[] => {
      const operation = mappingAt(item)[method];
      if (!isMapping(operation)) return [];
      return [
        {
          name: textOf(operation.operationId) || `${method}-${path}`,
          method: method.toUpperCase(),
          template: templateOf(path),
          ...(operation.deprecated === true ? { deprecated: true } : {}),
          pointer: place(['paths', path, method]),
        },
      ];
    }),
  );
  return { operations, problems };
};

const descend = (element: XmlElement, name: string): readonly XmlElement[] => [
  ...(element.name.replace(/^.*:/, '') === name ? [element] : []),
  ...element.children.flatMap((child) => descend(child, name)),
];

const fromWadl = (file: ImportFile): OperationsReading => {
  const reading = readXml(file.text(), file.name);
  if (!reading.ok) return { operations: [], problems: [reading.problem] };
  const walk = (resource: XmlElement, base: string): readonly ApimOperation[] => {
    const path = `${base}/${resource.attributes.path ?? ''}`.replaceAll(/\/+/g, '/');
    return [
      ...childrenOf(resource, 'method').map((method) => ({
        name: method.attributes.id ?? '',
        method: (method.attributes.name ?? 'ANY').toUpperCase(),
        template: templateOf(path),
        pointer: `${file.name}:${method.line ?? 1}`,
      })),
      ...childrenOf(resource, 'resource').flatMap((child) => walk(child, path)),
    ];
  };
  const roots = descend(reading.root, 'resources').flatMap((resources) => childrenOf(resources, 'resource'));
  return { operations: roots.flatMap((resource) => walk(resource, '')), problems: [] };
};

/** SOAP has one address; its operations are told apart by the action. */
const atOneAddress = (file: string, ...served: readonly string[]): OperationsReading => ({
  operations: served.map((method) => ({ name: '', method, template: '', pointer: file })),
  problems: [],
});

/** Operations as the specification beside the API describes them. Undefined: there is none. */
export const operationsFrom = (
  file: ImportFile | undefined,
  context: ImportContext,
): OperationsReading | undefined => {
  if (!file) return undefined;
  if (/\.(?:ya?ml|json)$/i.test(file.name)) return fromOpenApi(file, context);
  if (/\.wadl$/i.test(file.name)) return fromWadl(file);
  if (/\.wsdl$/i.test(file.name)) return atOneAddress(file.name, 'POST');
  if (/\.graphql$/i.test(file.name)) return atOneAddress(file.name, 'POST');
  return undefined;
};

/** Operations that are resources of their own: `{method, urlTemplate}`. */
export const operationOfResource = (name: string, properties: unknown, pointer: string): ApimOperation => {
  const { method, urlTemplate } = mappingAt({ properties }, 'properties');
  const written = textOf(method).toUpperCase();
  return {
    name,
    method: written === '*' || written === '' ? 'ANY' : written,
    template: templateOf(textOf(urlTemplate)),
    pointer,
  };
};

export const namesIn = (list: unknown): readonly string[] =>
  listOf(list).flatMap((one) => textOf(isMapping(one) ? one.name : one) || []);
