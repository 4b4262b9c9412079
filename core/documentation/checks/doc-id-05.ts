import { exposureOf } from '../extensions.ts';
import type { DocumentationCheck } from './documentation-check.ts';

export const docId05: DocumentationCheck = {
  id: 'DOC-ID-05',
  title: 'The API says for whom it is',
  dimension: 'identity',
  weight: 2,
  equivalents: ['Zalando 219'],
  fix: 'Write `x-audience` as internal, partner or public.',
  nodes: ({ document }) => [{ pointer: '/info/x-audience', passed: exposureOf(document) !== undefined }],
};
