import { textOf } from '../mapping.ts';
import type { DocumentationCheck } from './documentation-check.ts';

export const docOp02: DocumentationCheck = {
  id: 'DOC-OP-02',
  title: 'Operations have a summary',
  dimension: 'operations',
  weight: 4,
  equivalents: ['Redocly operation-summary'],
  fix: 'Say in one line what the operation does.',
  nodes: ({ operations }) =>
    operations.map(({ pointer, value }) => ({ pointer, passed: textOf(value.summary) !== '' })),
};
