import { isMapping, type Mapping, mappingAt } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { type ConfigNode, entriesAt, itemsAt, nodeAt, textAt } from '../config-node.ts';
import { takeTree } from '../credentials.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';

/** An API of Gravitee: the definition itself, and its plans, which stand beside it in exports of version 4. */
export interface GraviteeDefinition {
  readonly api: ConfigNode;
  readonly plans: readonly ConfigNode[];
  readonly pages: readonly ConfigNode[];
  readonly version: 'V1' | 'V2' | 'V4';
  readonly product?: string;
}

export interface GraviteeDefinitions {
  readonly apis: readonly GraviteeDefinition[];
  readonly problems: readonly InputProblem[];
}

const isProxy = (value: Mapping): boolean =>
  isMapping(value.proxy) &&
  ['virtual_hosts', 'virtualHosts', 'context_path', 'contextPath', 'groups', 'endpoints'].some(
    (name) => name in mappingAt(value.proxy),
  );

const isApi = (value: Mapping): boolean =>
  (Array.isArray(value.listeners) &&
    ('endpointGroups' in value || 'definitionVersion' in value || 'type' in value)) ||
  isProxy(value);

const versionOf = (api: ConfigNode): GraviteeDefinition['version'] => {
  if (itemsAt(api, 'listeners').length > 0) return 'V4';
  const written = textAt(api, 'definitionVersion') || textAt(api, 'gravitee');
  return /^(?:V?1)/i.test(written) ||
    (!itemsAt(api, 'flows').length && Object.keys(mappingAt(mappingAt(api.value).paths)).length > 0)
    ? 'V1'
    : 'V2';
};

/** A list, or by name as the operator writes them. */
const members = (node: ConfigNode, name: string): readonly ConfigNode[] => {
  const listed = itemsAt(node, name);
  return listed.length > 0 ? listed : entriesAt(node, name).map(([, member]) => member);
};

const definitionAt = (node: ConfigNode): GraviteeDefinition | undefined => {
  const { value } = node;
  if (!isMapping(value)) return undefined;
  const wrapped = isMapping(value.api) && isApi(value.api);
  const spec = isMapping(value.spec) && isApi(value.spec);
  const api = wrapped ? nodeAt(node, 'api') : spec ? nodeAt(node, 'spec') : isApi(value) ? node : undefined;
  if (!api) return undefined;
  const product = textAt(node, 'export', 'apimVersion');
  const plans = [...members(wrapped ? node : api, 'plans'), ...(wrapped ? members(api, 'plans') : [])];
  return {
    api,
    plans,
    pages: members(wrapped ? node : api, 'pages'),
    version: versionOf(api),
    ...(product ? { product } : {}),
  };
};

const candidates = (node: ConfigNode): readonly ConfigNode[] => {
  if (Array.isArray(node.value)) return itemsAt(node);
  const { data, items } = mappingAt(node.value);
  return Array.isArray(data) ? itemsAt(node, 'data') : Array.isArray(items) ? itemsAt(node, 'items') : [node];
};

/** Every API in exports, answers of the Management API, and resources of the operator. */
export const readDefinitions = (
  files: readonly ImportFile[],
  context: ImportContext,
): GraviteeDefinitions => {
  const problems: InputProblem[] = [];
  const apis = files.flatMap((file) => {
    const reading = readYamlDocuments(file);
    problems.push(...reading.problems);
    return reading.documents.flatMap((document) => {
      takeSecretsOf(document.value, context);
      takeTree(document.value, context);
      const root: ConfigNode = {
        value: document.value,
        path: [],
        proofAt: documentPlace(file.name, document),
      };
      return candidates(root).flatMap((node) => definitionAt(node) ?? []);
    });
  });
  return { apis, problems };
};
