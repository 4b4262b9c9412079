import { isMapping, listOf, type Mapping, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { type ConfigNode, itemsAt } from '../config-node.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { readTreeText } from '../member-text.ts';
import { problemAt } from '../proof-problem.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';

/** One API as Tyk is told of it: a classic definition, or an OpenAPI document with Tyk’s extension. */
export interface TykDefinition {
  readonly kind: 'classic' | 'oas';
  readonly node: ConfigNode;
}

export interface TykDefinitions {
  readonly apis: readonly TykDefinition[];
  /** Policies that keys are made from. */
  readonly policies: readonly ConfigNode[];
  readonly problems: readonly InputProblem[];
}

export const extension = 'x-tyk-api-gateway';

const isClassic = (value: Mapping): boolean =>
  isMapping(value.proxy) && ('listen_path' in value.proxy || 'target_url' in value.proxy);
const isPolicy = (value: Mapping): boolean =>
  isMapping(value.access_rights) && ('rate' in value || 'quota_max' in value);

/** Answers of the Dashboard, dumps and lists wrap definitions; resources of the operator hold them as `spec`. */
const wrappers = ['api_definition', 'apis', 'data', 'Data', 'spec', 'oas', 'items', 'policies'];
const maxDepth = 6;

const collect = (
  node: ConfigNode,
  into: { apis: TykDefinition[]; policies: ConfigNode[] },
  depth = 0,
): void => {
  const { value, path, proofAt } = node;
  if (depth > maxDepth) return;
  if (Array.isArray(value)) {
    for (const member of itemsAt(node)) collect(member, into, depth + 1);
    return;
  }
  if (!isMapping(value)) return;
  if (isMapping(value[extension])) into.apis.push({ kind: 'oas', node });
  else if (isClassic(value)) into.apis.push({ kind: 'classic', node });
  else if (isPolicy(value)) into.policies.push(node);
  else
    for (const name of wrappers)
      if (isMapping(value[name]) || Array.isArray(value[name]))
        collect({ value: value[name], path: [...path, name], proofAt }, into, depth + 1);
};

/** The operator keeps OpenAPI documents as text in a ConfigMap. */
const inConfigMap = (value: unknown): readonly unknown[] => {
  if (!isMapping(value) || value.kind !== 'ConfigMap' || !isMapping(value.data)) return [];
  return Object.values(value.data).flatMap((text) => {
    const tree = textOf(text).includes(extension) ? readTreeText(textOf(text), '') : undefined;
    return tree?.ok ? [tree.value] : [];
  });
};

/** Every definition and policy in the files. */
export const readDefinitions = (files: readonly ImportFile[], context: ImportContext): TykDefinitions => {
  const into = { apis: [] as TykDefinition[], policies: [] as ConfigNode[] };
  const problems: InputProblem[] = [];
  for (const file of files.filter(
    ({ name }) => /\.(?:ya?ml|json)$/i.test(name) || !/\.\w{1,8}$/.test(name),
  )) {
    const reading = readYamlDocuments(file);
    problems.push(...reading.problems);
    for (const document of reading.documents) {
      const proofAt = documentPlace(file.name, document);
      for (const value of [document.value, ...inConfigMap(document.value)]) {
        takeSecretsOf(value, context);
        collect(
          { value, path: [], proofAt: value === document.value ? proofAt : () => proofAt(['data']) },
          into,
        );
      }
      const { value } = document;
      // The gateway takes one definition a file; a list that holds something else was damaged on the way.
      listOf(isMapping(value) ? value.apis : value).forEach((member, index) => {
        if (isMapping(member)) return;
        const message = 'It stands in the list of APIs and is no definition.';
        problems.push(problemAt(proofAt([index]), message, 'Export the APIs again.'));
      });
    }
  }
  return { ...into, problems };
};
