import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { type ConfigNode, itemsAt, nodeAt } from '../config-node.ts';
import { takeTree } from '../credentials.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';

/** One instance of a resource or data source in a state or a plan. */
export interface TerraformResource {
  readonly type: string;
  readonly name: string;
  /** With module, without index: `module.edge.aws_lb.main`. */
  readonly address: string;
  readonly isData: boolean;
  readonly values: ConfigNode;
  /** Addresses that the configuration names for an attribute whose value is not known before it is applied. */
  readonly expected: (attribute: string) => readonly string[];
}

export interface TerraformReading {
  readonly resources: readonly TerraformResource[];
  readonly kind: 'state' | 'show' | 'plan';
  readonly version: string;
  readonly problems: readonly InputProblem[];
}

const nothingExpected = (): readonly string[] => [];
const maxModules = 50;

/** Whatever a provider marks as sensitive, as a tree of the same shape with `true` at the leaves. */
const takeMarked = (values: unknown, marks: unknown, context: ImportContext, depth = 0): void => {
  if (marks === true) {
    for (const text of textsIn(values)) context.secret(text);
    return;
  }
  if (depth > 100) return;
  if (Array.isArray(marks))
    for (const [index, mark] of marks.entries()) takeMarked(listOf(values)[index], mark, context, depth + 1);
  else if (isMapping(marks))
    for (const [name, mark] of Object.entries(marks))
      takeMarked(mappingAt({ values }, 'values')[name], mark, context, depth + 1);
};

const textsIn = (root: unknown): readonly string[] => {
  const texts: string[] = [];
  const todo = [root];
  for (
    let next = todo.pop(), count = 0;
    (next !== undefined || todo.length > 0) && count < 10_000;
    next = todo.pop(), count++
  ) {
    if (typeof next === 'string') texts.push(next);
    else if (Array.isArray(next)) todo.push(...next);
    else if (isMapping(next)) todo.push(...Object.values(next));
  }
  return texts;
};

/** `[[{"type": "get_attr", "value": "password"}]]` of a state. */
const takeSensitiveAttributes = (instance: Mapping, context: ImportContext): void => {
  for (const path of listOf(instance.sensitive_attributes)) {
    const steps = Array.isArray(path) ? path : [path];
    const value = steps.reduce<unknown>((at, step) => {
      const key = isMapping(step) ? (isMapping(step.value) ? step.value.value : step.value) : step;
      return Array.isArray(at) ? at[Number(key)] : mappingAt({ at }, 'at')[String(key)];
    }, instance.attributes);
    for (const text of textsIn(value)) context.secret(text);
  }
};

const takeOutputs = (outputs: unknown, context: ImportContext): void => {
  for (const output of Object.values(mappingAt({ outputs }, 'outputs')))
    if (mappingAt({ output }, 'output').sensitive === true)
      for (const text of textsIn(mappingAt({ output }, 'output').value)) context.secret(text);
};

const fromState = (root: ConfigNode, context: ImportContext): readonly TerraformResource[] => {
  takeOutputs(mappingAt(root.value).outputs, context);
  return itemsAt(root, 'resources').flatMap((resource) => {
    const { module, mode, type, name } = mappingAt({ resource: resource.value }, 'resource');
    const prefix = textOf(module) ? `${textOf(module)}.` : '';
    return itemsAt(resource, 'instances').map((instance) => {
      takeSensitiveAttributes(mappingAt({ instance: instance.value }, 'instance'), context);
      return {
        type: textOf(type),
        name: textOf(name),
        address: `${prefix}${textOf(type)}.${textOf(name)}`,
        isData: mode === 'data',
        values: nodeAt(instance, 'attributes'),
        expected: nothingExpected,
      };
    });
  });
};

/** What the configuration of a plan says an attribute will be filled from, by address of the resource. */
const expressionsOf = (module: unknown, prefix: string, into: Map<string, Mapping>, depth = 0): void => {
  if (depth > maxModules) return;
  const { resources, module_calls: calls } = mappingAt({ module }, 'module');
  for (const resource of listOf(resources).filter(isMapping))
    into.set(`${prefix}${textOf(resource.address)}`, mappingAt(resource, 'expressions'));
  for (const [name, call] of Object.entries(mappingAt({ calls }, 'calls')))
    expressionsOf(mappingAt(call).module, `${prefix}module.${name}.`, into, depth + 1);
};

const withoutIndex = (address: string): string => address.replaceAll(/\[[^\]]*\]/g, '');

const fromModule = (
  module: ConfigNode,
  expressions: ReadonlyMap<string, Mapping>,
  context: ImportContext,
  depth = 0,
): readonly TerraformResource[] => {
  if (depth > maxModules) return [];
  const own = itemsAt(module, 'resources').map((resource): TerraformResource => {
    const {
      address,
      mode,
      type,
      name,
      values,
      sensitive_values: marks,
    } = mappingAt({ resource: resource.value }, 'resource');
    takeMarked(values, marks, context);
    const plain = withoutIndex(textOf(address));
    const prefix = /^(?:module\.[^.]+\.)*/.exec(plain)?.[0] ?? '';
    return {
      type: textOf(type),
      name: textOf(name),
      address: plain,
      isData: mode === 'data',
      values: nodeAt(resource, 'values'),
      expected: (attribute) =>
        listOf(mappingAt(expressions.get(plain), attribute).references).flatMap((reference) => {
          const [, target] = /^((?:data\.)?\w+\.[\w-]+)/.exec(textOf(reference)) ?? [];
          return target ? [`${prefix}${target}`] : [];
        }),
    };
  });
  return [
    ...own,
    ...itemsAt(module, 'child_modules').flatMap((child) =>
      fromModule(child, expressions, context, depth + 1),
    ),
  ];
};

export const isTerraform = (value: unknown): value is Mapping =>
  isMapping(value) &&
  ('terraform_version' in value || 'format_version' in value) &&
  ('resources' in value || 'values' in value || 'planned_values' in value);

const readRoot = (root: ConfigNode, context: ImportContext): Pick<TerraformReading, 'resources' | 'kind'> => {
  const value = mappingAt({ root: root.value }, 'root');
  if (Array.isArray(value.resources)) return { kind: 'state', resources: fromState(root, context) };
  const kind = isMapping(value.planned_values) ? 'plan' : 'show';
  const state = nodeAt(root, kind === 'plan' ? 'planned_values' : 'values');
  takeOutputs(mappingAt(state.value).outputs, context);
  const expressions = new Map<string, Mapping>();
  expressionsOf(mappingAt(value, 'configuration').root_module, '', expressions);
  return { kind, resources: fromModule(nodeAt(state, 'root_module'), expressions, context) };
};

/** States, and what `terraform show -json` says of a state or a plan. Every secret in them is taken first. */
export const readTerraform = (files: readonly ImportFile[], context: ImportContext): TerraformReading => {
  const problems: InputProblem[] = [];
  const read = files.flatMap((file) => {
    const reading = readYamlDocuments(file);
    problems.push(...reading.problems);
    return reading.documents
      .filter(({ value }) => isTerraform(value))
      .map((document) => {
        takeSecretsOf(document.value, context);
        takeTree(mappingAt(document.value).variables, context);
        const root: ConfigNode = {
          value: document.value,
          path: [],
          proofAt: documentPlace(file.name, document),
        };
        return { ...readRoot(root, context), version: textOf(mappingAt(document.value).terraform_version) };
      });
  });
  const [first] = read;
  return {
    resources: read.flatMap(({ resources }) => resources),
    kind: first?.kind ?? 'state',
    version: first?.version ?? '',
    problems,
  };
};

export const valuesOfType = (
  resources: readonly TerraformResource[],
  ...types: readonly string[]
): readonly ConfigNode[] =>
  resources.filter(({ type, isData }) => types.includes(type) && !isData).map(({ values }) => values);
