import { textOf } from '../mapping.ts';
import type { DocumentationCheck } from './documentation-check.ts';

/** Shorter texts repeat the summary. */
const shortest = 30;

export const docOp03: DocumentationCheck = {
  id: 'DOC-OP-03',
  title: 'Operations are described beyond their summary',
  dimension: 'operations',
  weight: 5,
  equivalents: ['Spectral operation-description'],
  fix: `Describe behaviour, preconditions and effects in at least ${shortest} characters.`,
  nodes: ({ operations }) =>
    operations.map(({ pointer, value }) => {
      const description = textOf(value.description);
      return { pointer, passed: description.length >= shortest && description !== textOf(value.summary) };
    }),
};
