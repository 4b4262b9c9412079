import { isMapping, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ConfigNode } from '../config-node.ts';
import { takeTree } from '../credentials.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';

/** One exported API: its description, and what lies beside it in its folder. */
export interface Wso2Export {
  readonly api: ConfigNode;
  readonly isProduct: boolean;
  /** The OpenAPI document in `Definitions/`, as it was exported. */
  readonly definition?: ConfigNode;
  /** Documents that say where it is deployed. */
  readonly deployments: readonly ConfigNode[];
}

export interface Wso2Exports {
  readonly exports: readonly Wso2Export[];
  readonly problems: readonly InputProblem[];
}

/** Folder of an export: `orders-1.0/` of `orders-1.0/Definitions/swagger.yaml` and of `orders-1.0/api.yaml`. */
const folderOf = (name: string): string =>
  name
    .replace(
      /(?:Definitions|Meta-information|Docs|Policies|Client-certificates|Endpoint-certificates|Sequences|Image|SoapToRest)\/.*$/,
      '',
    )
    .replace(/[^/]*$/, '');

/** Descriptions since version 3.0 in `data`, those before as fields of the file, and answers of the Publisher as they come. */
export const descriptionIn = (
  value: unknown,
): { readonly path: readonly string[]; readonly isProduct: boolean } | undefined => {
  if (!isMapping(value)) return undefined;
  const type = textOf(value.type);
  const isDto = (one: Mapping): boolean => typeof one.context === 'string' && textOf(one.name) !== '';
  if (isMapping(value.data) && isDto(value.data) && /^(?:api|api_product|product)$/i.test(type))
    return { path: ['data'], isProduct: type !== 'api' };
  if (isMapping(value.id) && 'apiName' in value.id) return { path: [], isProduct: false };
  const marks = [
    'lifeCycleStatus',
    'securityScheme',
    'endpointConfig',
    'provider',
    'isRevision',
    'apiThrottlingPolicy',
  ];
  return isDto(value) && marks.filter((mark) => mark in value).length >= 2
    ? { path: [], isProduct: Array.isArray(value.apis) }
    : undefined;
};

const isDefinition = (name: string, value: unknown): boolean =>
  isMapping(value) && ('openapi' in value || 'swagger' in value) && !/(?:^|\/)Docs\//.test(name);

const isDeployment = (value: unknown): boolean =>
  isMapping(value) &&
  (textOf(value.type) === 'deployment_environments' ||
    Array.isArray(value.deploymentEnvironments) ||
    Array.isArray(value.environments));

/** Everything in a folder or archive that apictl or the Publisher exported; several exports may lie side by side. */
export const readExports = (files: readonly ImportFile[], context: ImportContext): Wso2Exports => {
  const problems: InputProblem[] = [];
  const nodes = files
    .filter(({ name }) => /\.(?:ya?ml|json)$/i.test(name) || !/\.\w{1,8}$/.test(name))
    .flatMap((file) => {
      const reading = readYamlDocuments(file);
      problems.push(...reading.problems);
      // One document a file.
      return reading.documents.slice(0, 1).map((document) => {
        takeSecretsOf(document.value, context);
        takeTree(
          mappingAt(document.value, 'data').endpointConfig ?? mappingAt(document.value).endpointConfig,
          context,
        );
        return {
          file: file.name,
          folder: folderOf(file.name),
          value: document.value,
          path: [],
          proofAt: documentPlace(file.name, document),
        };
      });
    });
  const exports = nodes.flatMap((node): readonly Wso2Export[] => {
    const found = descriptionIn(node.value);
    if (!found) return [];
    const beside = nodes.filter((other) => other.folder === node.folder && other !== node);
    const definition = beside.find((other) => isDefinition(other.file, other.value));
    const value = found.path.reduce<unknown>((at, step) => mappingAt(at)[step], node.value);
    return [
      {
        api: { value, path: found.path, proofAt: node.proofAt },
        isProduct: found.isProduct,
        ...(definition ? { definition } : {}),
        deployments: beside.filter((other) => isDeployment(other.value)),
      },
    ];
  });
  return { exports, problems };
};
