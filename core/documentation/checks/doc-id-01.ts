import { mappingAt, textOf } from '../mapping.ts';
import type { DocumentationCheck } from './documentation-check.ts';

/** Titles that tools write when nobody chose one. */
const defaults = /^(api|my api|new api|untitled|openapi|swagger|title|example|sample api|petshop|petstore)$/i;
/** Semantic version, or the date that API Gateway and many banks use. */
const version = /^v?(\d+\.\d+(\.\d+)?([-+][0-9A-Za-z.+-]+)?|\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?)$/;

export const docId01: DocumentationCheck = {
  id: 'DOC-ID-01',
  title: 'The API has a title of its own and a version',
  dimension: 'identity',
  weight: 2,
  equivalents: ['Zalando 116', 'Italia use-semver'],
  fix: 'Write a title that names the API and a semantic version such as 1.4.0.',
  nodes: ({ document }) => {
    const info = mappingAt(document, 'info');
    const title = textOf(info.title);
    return [
      { pointer: '/info/title', passed: title !== '' && !defaults.test(title) },
      { pointer: '/info/version', passed: version.test(textOf(info.version)) },
    ];
  },
};
