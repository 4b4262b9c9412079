import { isMapping, type Mapping, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { type ConfigNode, entriesAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import { takeTree } from '../credentials.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';

/** One API instance of API Manager or of a Flex Gateway, with the policies that are bound to it. */
export interface MuleInstance {
  readonly node: ConfigNode;
  readonly isFlex: boolean;
  readonly policies: readonly ConfigNode[];
  /** Policies of this instance were among the files, be it an empty list. */
  readonly policiesSeen: boolean;
  readonly contracts: readonly ConfigNode[];
}

export interface MuleInstances {
  readonly instances: readonly MuleInstance[];
  /** Policies that the environment applies to its instances by itself. */
  readonly automated: readonly ConfigNode[];
  readonly automatedSeen: boolean;
  readonly problems: readonly InputProblem[];
}

const isInstance = (value: Mapping): boolean =>
  ('endpointUri' in value ||
    (isMapping(value.endpoint) && ('uri' in value.endpoint || 'proxyUri' in value.endpoint))) &&
  ['assetId', 'instanceLabel', 'id', 'groupId', 'name'].some((name) => name in value);
const isPolicy = (value: Mapping): boolean =>
  'policyTemplateId' in value ||
  'implementationAsset' in value ||
  'pointcutData' in value ||
  ('configurationData' in value && ('assetId' in value || 'policyId' in value));
const isContract = (value: Mapping): boolean => isMapping(value.application) && 'status' in value;

interface Collected {
  readonly instances: { readonly node: ConfigNode; readonly file: string }[];
  readonly policies: { readonly node: ConfigNode; readonly file: string; readonly within?: string }[];
  readonly automated: ConfigNode[];
  readonly contracts: { readonly node: ConfigNode; readonly file: string }[];
  /** Ids of instances, and files, that hold a list of policies. */
  readonly lists: Set<string>;
  readonly flex: ConfigNode[];
  automatedSeen: boolean;
}

const maxDepth = 8;
const idOf = (node: ConfigNode): string => textAt(node, 'id') || textAt(node, 'apiId');

const collect = (node: ConfigNode, file: string, into: Collected, within = '', depth = 0): void => {
  const { value } = node;
  if (depth > maxDepth) return;
  if (Array.isArray(value)) {
    if (value.length === 0 && depth === 0) into.lists.add(file);
    for (const member of itemsAt(node)) collect(member, file, into, within, depth + 1);
    return;
  }
  if (!isMapping(value)) return;
  if (/^gateway\.mulesoft\.com\//.test(textOf(value.apiVersion))) return void into.flex.push(node);
  if (isPolicy(value)) {
    into.policies.push({ node, file, ...(within ? { within } : {}) });
    into.lists.add(within || file);
    return;
  }
  if (isContract(value)) return void into.contracts.push({ node, file });
  const inner = isInstance(value) ? idOf(node) : within;
  if (isInstance(value)) into.instances.push({ node, file });
  for (const [name, member] of entriesAt(node)) {
    if (name === 'automatedPolicies') {
      into.automatedSeen = true;
      into.automated.push(...itemsAt(member));
    } else if (name === 'policies') {
      into.lists.add(inner || file);
      collect(member, file, into, inner, depth + 1);
    } else if (['assets', 'apis', 'api', 'instances', 'contracts', 'data', 'items'].includes(name))
      collect(member, file, into, inner, depth + 1);
  }
};

/** The same instance in a list and by itself: what either says. */
const merged = (nodes: readonly ConfigNode[]): ConfigNode => {
  const sorted = nodes.toSorted(
    (a, b) =>
      Object.keys(isMapping(a.value) ? a.value : {}).length -
      Object.keys(isMapping(b.value) ? b.value : {}).length,
  );
  const [last] = sorted.slice(-1);
  return {
    value: Object.assign({}, ...sorted.map(({ value }) => value)),
    path: last?.path ?? [],
    proofAt: last?.proofAt ?? (() => ''),
  };
};

/** Names that a file and its folders have: files are named after the API whose answers they hold. */
const namesOf = (file: string): readonly string[] => file.split(/[/._-]/);

interface Held {
  readonly node: ConfigNode;
  readonly file: string;
  readonly within?: string;
}

/** By the id of the instance: said by themselves, by what they stand in, by the name of the file; else for the only one. */
const byInstance = (
  held: readonly Held[],
  ids: readonly string[],
): ReadonlyMap<string, readonly ConfigNode[]> => {
  const known = new Set(ids);
  const index = new Map<string, ConfigNode[]>();
  for (const { node, file, within } of held) {
    const named = within || textAt(node, 'apiId') || textAt(node, 'apiVersionId');
    const id = named || (ids.length === 1 ? ids[0] : namesOf(file).find((name) => known.has(name)));
    if (id === undefined) continue;
    const same = index.get(id);
    if (same) same.push(node);
    else index.set(id, [node]);
  }
  return index;
};

const managedInstances = (collected: Collected): readonly MuleInstance[] => {
  const groups = Map.groupBy(
    collected.instances,
    ({ node, file }) => idOf(node) || `${file} ${proofOf(node)}`,
  );
  const ids = [...groups.keys()];
  const policies = byInstance(collected.policies, ids);
  const contracts = byInstance(collected.contracts, ids);
  const listed = new Set([...collected.lists].flatMap((list) => [list, ...namesOf(list)]));
  return [...groups].map(([id, group]) => ({
    node: merged(group.map((one) => one.node)),
    isFlex: false,
    policies: policies.get(id) ?? [],
    policiesSeen: policies.has(id) || listed.has(id) || (ids.length === 1 && collected.lists.size > 0),
    contracts: contracts.get(id) ?? [],
  }));
};

const flexInstances = (objects: readonly ConfigNode[]): readonly MuleInstance[] => {
  const of = (kind: string): readonly ConfigNode[] => objects.filter((one) => textAt(one, 'kind') === kind);
  const bindings = Map.groupBy(of('PolicyBinding'), (binding) => {
    const target = nodeAt(binding, 'spec', 'targetRef');
    return `${textAt(target, 'kind')} ${textAt(target, 'name')}`;
  });
  return of('ApiInstance').map((node) => {
    const bound = bindings.get(`ApiInstance ${textAt(node, 'metadata', 'name')}`) ?? [];
    return {
      node,
      isFlex: true,
      policies: [...itemsAt(node, 'spec', 'policies'), ...bound.map((binding) => nodeAt(binding, 'spec'))],
      policiesSeen: true,
      contracts: [],
    };
  });
};

/** Policies that are bound to many instances by a selector. */
const selected = (objects: readonly ConfigNode[]): readonly ConfigNode[] =>
  objects
    .filter(
      (one) =>
        textAt(one, 'kind') === 'PolicyBinding' && textAt(one, 'spec', 'targetRef', 'kind') === 'Selector',
    )
    .map((binding) => nodeAt(binding, 'spec'));

/** Instances in answers of API Manager, in its exports, and in the configuration of Flex Gateways. */
export const readInstances = (files: readonly ImportFile[], context: ImportContext): MuleInstances => {
  const collected: Collected = {
    instances: [],
    policies: [],
    automated: [],
    contracts: [],
    lists: new Set(),
    flex: [],
    automatedSeen: false,
  };
  const problems: InputProblem[] = [];
  for (const file of files.filter(
    ({ name }) => /\.(?:ya?ml|json)$/i.test(name) || !/\.\w{1,8}$/.test(name),
  )) {
    const reading = readYamlDocuments(file);
    problems.push(...reading.problems);
    for (const document of reading.documents) {
      takeSecretsOf(document.value, context);
      takeTree(document.value, context);
      collect(
        { value: document.value, path: [], proofAt: documentPlace(file.name, document) },
        file.name,
        collected,
      );
    }
  }
  return {
    instances: [...managedInstances(collected), ...flexInstances(collected.flex)],
    automated: [...collected.automated, ...selected(collected.flex)],
    automatedSeen: collected.automatedSeen || collected.flex.length > 0,
    problems,
  };
};
