import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ImportFile } from '../importer.ts';
import { readYamlDocuments } from '../yaml-documents.ts';

/** `[kind:][namespace/]name`, in one spelling: `group:default/payments`. */
export const referenceOf = (text: string, defaultKind: string, defaultNamespace = 'default'): string => {
  const [, kind = defaultKind, namespace = defaultNamespace, name = ''] =
    /^(?:([^:/]+):)?(?:([^/]+)\/)?(.+)$/.exec(text.trim().toLowerCase()) ?? [];
  return `${kind.toLowerCase()}:${namespace.toLowerCase()}/${name}`;
};

/** What a person calls it: the name, and the namespace where it is not the default one. */
export const shownName = (reference: string): string => {
  const [, namespace = '', name = ''] = /^[^:]*:([^/]*)\/(.*)$/.exec(reference) ?? [];
  return namespace === 'default' ? name : `${namespace}/${name}`;
};

export interface Entity {
  readonly kind: string;
  readonly reference: string;
  readonly namespace: string;
  readonly metadata: Mapping;
  readonly spec: Mapping;
  readonly file: string;
  /** 0-based place of the document in its file. */
  readonly index: number;
}

const isEntity = (value: unknown): value is Mapping =>
  isMapping(value) && /^backstage\.io\//.test(textOf(value.apiVersion)) && typeof value.kind === 'string';

/** Entities of all documents, also of the array that the catalogue's REST API answers with. */
export const entitiesIn = (
  file: ImportFile,
): { readonly entities: readonly Entity[]; readonly problems: readonly InputProblem[] } => {
  const { documents, problems } = readYamlDocuments(file);
  const entities = documents.flatMap(({ value, index }) => {
    const values = Array.isArray(value) ? value : isEntity(value) ? [value] : listOf(mappingAt(value).items);
    return values.filter(isEntity).map((entity, place): Entity => {
      const metadata = mappingAt(entity, 'metadata');
      const kind = textOf(entity.kind).toLowerCase();
      const namespace = textOf(metadata.namespace).toLowerCase() || 'default';
      return {
        kind,
        namespace,
        reference: `${kind}:${namespace}/${textOf(metadata.name).toLowerCase()}`,
        metadata,
        spec: mappingAt(entity, 'spec'),
        file: file.name,
        index: Array.isArray(value) ? place : index,
      };
    });
  });
  return { entities, problems };
};
