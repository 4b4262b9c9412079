import { ownerOf } from '../extensions.ts';
import type { DocumentationCheck } from './documentation-check.ts';

export const docId04: DocumentationCheck = {
  id: 'DOC-ID-04',
  title: 'The API names the team that owns it',
  dimension: 'identity',
  weight: 2,
  equivalents: [],
  fix: 'Write the owning team as `x-owner` beside the title.',
  nodes: ({ document }) => [{ pointer: '/info/x-owner', passed: ownerOf(document) !== undefined }],
};
