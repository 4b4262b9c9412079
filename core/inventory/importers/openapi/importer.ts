import { isMapping } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { partly } from '../../visibility.ts';
import type { ImportedApi, Importer, ImportFile } from '../importer.ts';
import { readTree, textOfMember } from '../member-text.ts';
import { detectKind, recognised } from '../recognised.ts';
import { describes } from '../visibility-maps.ts';
import { referenceResolver } from './members.ts';
import { openApiVersion, readOpenApi } from './read-openapi.ts';

/** A key at the top of a YAML document, or anywhere in a JSON one: exports sort keys, so it may come last. */
const yamlKey = /^(?:openapi|swagger|['"](?:openapi|swagger)['"])\s*:\s*['"]?(\d[\d.]*)/m;
const jsonKey = /"(?:openapi|swagger)"\s*:\s*"(\d[\d.]*)/;

const versionIn = (file: ImportFile): string | undefined => {
  if (!/\.(?:ya?ml|json|txt)$|\/[^.]*$|^[^.]*$/i.test(file.name)) return undefined;
  const text = textOfMember(file);
  return (/^\s*\{/.test(text) ? jsonKey : yamlKey).exec(text)?.[1];
};

const isOpenApi = (file: ImportFile): boolean => versionIn(file) !== undefined;

const nameOfFile = (name: string): string => (name.split('/').at(-1) ?? name).replace(/\.[a-z]+$/i, '');

const parse: Importer['parse'] = (files, context) => {
  const references = referenceResolver(files);
  const mine = recognised(files, isOpenApi, 'OpenAPI');
  const problems: InputProblem[] = [...mine.problems];
  const apis: ImportedApi[] = [];
  let first: string | undefined;
  for (const file of mine.files) {
    const tree = readTree(file);
    if (!tree.ok) {
      problems.push(tree.problem);
      continue;
    }
    const version = openApiVersion(tree.value);
    if (!version || !isMapping(tree.value)) {
      const message = 'The document names no version of OpenAPI that can be read.';
      problems.push({ file: file.name, message, fix: 'Hand in OpenAPI 2.0 or 3.0 to 3.2.' });
      continue;
    }
    first ??= version;
    references.seed(file.name, tree.value);
    const reading = readOpenApi(tree.value, file.name, nameOfFile(file.name), references, context);
    apis.push(reading.api);
    problems.push(...reading.problems);
  }
  const unplaced = apis.some(({ routes }) => routes.some(({ host }) => host === undefined));
  const unread = problems.some(({ pointer }) => pointer?.startsWith('/paths'));
  return {
    format: 'OpenAPI',
    ...(first ? { version: first } : {}),
    apis,
    consumers: [],
    settings: [],
    visibility: describes('The document', {
      ...(unplaced
        ? {
            hosts: partly(
              'Some servers are relative or have variables; the hosts stand where the API is deployed.',
            ),
          }
        : {}),
      ...(unread ? { routes: partly('Some paths could not be read; see the problems.') } : {}),
    }),
    problems,
  };
};

/** OpenAPI 2.0 and 3.0 to 3.2, in YAML or JSON, in one file or split over a folder. */
export const openapiImporter: Importer = {
  id: 'openapi',
  source: 'openapi-document',
  title: 'OpenAPI document',
  howTo: 'Hand in the YAML or JSON file, or the folder if it refers to other files.',
  detect: (files) => {
    const [version] = files.flatMap((file) => versionIn(file) ?? []);
    return detectKind(files, isOpenApi, 'OpenAPI', version);
  },
  parse,
};
