import { listOf, mappingAt, textOf } from '../mapping.ts';
import type { DocumentationCheck } from './documentation-check.ts';

export const docOp04: DocumentationCheck = {
  id: 'DOC-OP-04',
  title: 'Operations carry tags that the document declares',
  dimension: 'operations',
  weight: 2,
  equivalents: ['Spectral operation-tag-defined'],
  fix: 'Tag every operation and declare each tag in `tags`.',
  nodes: ({ document, operations }) => {
    const declared = new Set(listOf(document.tags).map((tag) => textOf(mappingAt(tag).name)));
    return operations.map(({ pointer, value }) => {
      const tags = listOf(value.tags).map(textOf);
      return { pointer, passed: tags.length > 0 && tags.every((tag) => tag !== '' && declared.has(tag)) };
    });
  },
};
