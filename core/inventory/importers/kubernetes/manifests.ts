import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { documentPlace, type ProofAt } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeEncoded, takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';

/** One object of a cluster, from a manifest or from `kubectl get -o yaml`. */
export interface Manifest {
  /** API group without version; empty for the core. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** `default` where the manifest names none. */
  readonly namespace: string;
  readonly labels: Mapping;
  readonly annotations: Mapping;
  readonly spec: Mapping;
  /** The whole object. */
  readonly object: Mapping;
  /** ISO 8601; empty in a manifest that the cluster never held. */
  readonly createdAt: string;
  readonly proofAt: ProofAt;
}

export interface ManifestReading {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly InputProblem[];
}

type Path = readonly (string | number)[];

const manifestOf = (object: Mapping, proofAt: ProofAt, path: Path): Manifest | undefined => {
  const metadata = mappingAt(object, 'metadata');
  const kind = textOf(object.kind);
  const name = textOf(metadata.name);
  if (!kind || !name) return undefined;
  const apiVersion = textOf(object.apiVersion);
  return {
    group: apiVersion.includes('/') ? apiVersion.replace(/\/.*$/, '') : '',
    kind,
    name,
    namespace: textOf(metadata.namespace) || 'default',
    labels: mappingAt(metadata, 'labels'),
    annotations: mappingAt(metadata, 'annotations'),
    spec: mappingAt(object, 'spec'),
    object,
    createdAt: textOf(metadata.creationTimestamp),
    proofAt: (at) => proofAt([...path, ...at]),
  };
};

const maxListDepth = 5;

/** `kind: List` and `…List` hold objects in `items`; `kubectl` nests them at most once, hostile files deeper. */
const flatten = (value: unknown, path: Path, depth = 0): readonly { object: Mapping; path: Path }[] => {
  if (!isMapping(value) || depth > maxListDepth) return [];
  if (Array.isArray(value.items) && /List$/.test(textOf(value.kind) || 'List'))
    return value.items.flatMap((item, index) => flatten(item, [...path, 'items', index], depth + 1));
  return [{ object: value, path }];
};

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

const takeSecretsOfObject = (object: Mapping, context: ImportContext): void => {
  takeSecretsOf(object, context);
  if (object.kind !== 'Secret') return;
  for (const value of Object.values(mappingAt(object, 'data'))) takeEncoded(value, context);
  for (const value of Object.values(mappingAt(object, 'stringData')))
    for (const line of [value, ...textOf(value).split('\n')]) takeEncoded(line, context);
  // The whole Secret again, as a text.
  const applied = textOf(mappingAt(object, 'metadata', 'annotations')[lastApplied]);
  try {
    if (applied)
      takeSecretsOfObject({ ...mappingAt(JSON.parse(applied)), kind: 'Secret', metadata: {} }, context);
  } catch {
    // Cut off: it is not copied anywhere.
  }
};

/** Every object in the files. What is no object of Kubernetes is left out, what cannot be read is a problem. */
export const readManifests = (files: readonly ImportFile[], context: ImportContext): ManifestReading => {
  const manifests: Manifest[] = [];
  const problems: InputProblem[] = [];
  for (const file of files.filter(
    ({ name }) => /\.(?:ya?ml|json)$/i.test(name) || !/\.\w{1,8}$/.test(name),
  )) {
    const reading = readYamlDocuments(file);
    problems.push(...reading.problems);
    for (const document of reading.documents) {
      const proofAt = documentPlace(file.name, document);
      for (const { object, path } of flatten(document.value, [])) {
        takeSecretsOfObject(object, context);
        const manifest = manifestOf(object, proofAt, path);
        if (manifest) manifests.push(manifest);
      }
    }
  }
  return { manifests, problems };
};

/** Cheap: kinds named in the beginnings of the files, each counted once a line. */
export const countKinds = (files: readonly ImportFile[], kinds: RegExp): number => {
  let count = 0;
  for (const file of files) {
    if (!/\.(?:ya?ml|json)$/i.test(file.name)) continue;
    try {
      const text = file.text();
      if (!/apiVersion/.test(text)) continue;
      for (const [, kind = ''] of text.matchAll(/["']?\bkind["']?\s*:\s*["']?([A-Z]\w+)/g))
        if (kinds.test(kind)) count += 1;
    } catch {
      // In no encoding that can be read: said when it is parsed.
    }
  }
  return count;
};

/** Whether labels satisfy a `LabelSelector`; an empty selector selects everything. */
export const isSelected = (labels: Mapping, selector: unknown): boolean => {
  const { matchLabels, matchExpressions } = mappingAt({ selector }, 'selector');
  const byLabel = Object.entries(isMapping(matchLabels) ? matchLabels : {}).every(
    ([name, value]) => labels[name] === value,
  );
  return (
    byLabel &&
    listOf(matchExpressions).every((expression) => {
      const { key, operator, values } = mappingAt({ expression }, 'expression');
      const value = labels[textOf(key)];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      const listed = listOf(values).includes(value);
      return operator === 'NotIn' ? !listed : operator === 'In' && listed;
    })
  );
};

/** `status` says of every parent that it does not take this object. */
export const isRefused = ({ object }: Manifest): boolean => {
  const status = mappingAt(object, 'status');
  const parents = [...listOf(status.parents), ...listOf(status.ancestors)].map((parent) =>
    listOf(mappingAt({ parent }, 'parent').conditions).map((condition) =>
      mappingAt({ condition }, 'condition'),
    ),
  );
  return (
    parents.length > 0 &&
    parents.every((conditions) =>
      conditions.some(({ type, status: state }) => type === 'Accepted' && state === 'False'),
    )
  );
};
