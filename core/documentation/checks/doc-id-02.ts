import { mappingAt, textOf } from '../mapping.ts';
import type { DocumentationCheck } from './documentation-check.ts';

/** Shorter texts repeat the title. */
const shortest = 80;

export const docId02: DocumentationCheck = {
  id: 'DOC-ID-02',
  title: 'The API says what it is for',
  dimension: 'identity',
  weight: 3,
  equivalents: ['Spectral info-description'],
  fix: `Describe purpose, users and limits in at least ${shortest} characters.`,
  nodes: ({ document }) => [
    {
      pointer: '/info/description',
      passed: textOf(mappingAt(document, 'info').description).length >= shortest,
    },
  ],
};
