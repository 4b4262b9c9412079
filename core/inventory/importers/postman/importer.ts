import { isMapping, listOf, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { partly } from '../../visibility.ts';
import type { ImportContext, ImportedApi, Importer, ImportFile } from '../importer.ts';
import { readTree, textOfMember } from '../member-text.ts';
import { detectKind, recognised } from '../recognised.ts';
import { describes } from '../visibility-maps.ts';
import { collectionOf, readCollection } from './collection.ts';
import { over, type Variables, variablesOf } from './variables.ts';

const isCollection = (file: ImportFile): boolean => {
  if (!/\.json$|^[^.]*$/i.test(file.name)) return false;
  const text = textOfMember(file);
  return (
    /getpostman\.com\/json\/collection|schema\.postman\.com|"_postman_id"\s*:/.test(text) &&
    /"item"\s*:/.test(text)
  );
};

const isEnvironment = (file: ImportFile): boolean => {
  if (!/\.json$/i.test(file.name)) return false;
  const text = textOfMember(file);
  return (
    /"_postman_variable_scope"\s*:/.test(text) || /postman_(?:environment|globals)\.json$/i.test(file.name)
  );
};

const isPostman = (file: ImportFile): boolean => isCollection(file) || isEnvironment(file);

interface Environments {
  readonly globals: Variables;
  readonly environments: readonly Variables[];
  readonly problems: readonly InputProblem[];
}

/** Environments that were exported beside the collections: each gives the variables other values. */
const environmentsOf = (files: readonly ImportFile[], context: ImportContext): Environments => {
  let globals: Variables = new Map();
  const environments: Variables[] = [];
  const problems: InputProblem[] = [];
  for (const file of files.filter(isEnvironment)) {
    const tree = readTree(file);
    if (!tree.ok) {
      problems.push(tree.problem);
      continue;
    }
    if (!isMapping(tree.value)) continue;
    const variables = variablesOf(listOf(tree.value.values), context);
    if (textOf(tree.value._postman_variable_scope) === 'globals') globals = over(globals, variables);
    else environments.push(variables);
  }
  return { globals, environments, problems };
};

const merged = (apis: readonly ImportedApi[]): readonly ImportedApi[] => {
  const [first] = apis;
  if (!first) return [];
  const routes = new Map(
    apis.flatMap((api) =>
      api.routes.map((route) => [`${route.method} ${route.host} ${route.template}`, route]),
    ),
  );
  return [{ ...first, routes: [...routes.values()] }];
};

const parse: Importer['parse'] = (files, context) => {
  const { globals, environments, problems: unread } = environmentsOf(files, context);
  const mine = recognised(files, isCollection, 'a Postman collection');
  const problems: InputProblem[] = [...mine.problems, ...unread];
  const apis: ImportedApi[] = [];
  for (const file of mine.files) {
    const tree = readTree(file);
    if (!tree.ok) {
      problems.push(tree.problem);
      continue;
    }
    const collection = collectionOf(tree.value);
    if (!collection) {
      const message = 'The file is no collection of version 2.0 or 2.1.';
      problems.push({ file: file.name, message, fix: 'Export the collection as v2.1.' });
      continue;
    }
    const root = isMapping(tree.value) && tree.value === collection ? '' : '/collection';
    const scopes = environments.length ? environments.map((one) => over(globals, one)) : [globals];
    apis.push(...merged(scopes.map((scope) => readCollection(collection, file.name, root, scope, context))));
  }
  const unplaced = apis.some(({ routes }) => routes.some(({ host }) => host === undefined));
  return {
    format: 'Postman collection',
    apis,
    consumers: [],
    settings: [],
    visibility: describes('The collection', {
      routes: partly('A collection holds the requests that somebody saved, not every endpoint.'),
      ...(unplaced
        ? {
            hosts: partly(
              'Some hosts are variables without a value; hand in the environment beside the collection.',
            ),
          }
        : {}),
    }),
    problems,
  };
};

/** Postman collections 2.0 and 2.1, with the environments and globals that lie beside them. */
export const postmanImporter: Importer = {
  id: 'postman',
  source: 'postman-collection',
  title: 'Postman collection',
  howTo: 'Export the collection as v2.1, and its environment if hosts are variables.',
  detect: (files) =>
    files.some(isCollection) ? detectKind(files, isPostman, 'Postman collection') : undefined,
  parse,
};
