import { isMapping, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { AwsResource } from '../aws-resources/estate.ts';
import { type ConfigNode, entriesAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import { documentPlace } from '../document-place.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { problemAt } from '../proof-problem.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';
import { expandShortForms, namesIn } from './intrinsics.ts';

/** One template; names in it mean nothing in another. */
export interface Template {
  readonly root: ConfigNode;
  readonly resources: readonly AwsResource[];
}

export const isTemplate = (value: unknown): value is Mapping =>
  isMapping(value) &&
  isMapping(value.Resources) &&
  Object.values(value.Resources).some(
    (resource) => isMapping(resource) && /^(?:AWS|Alexa|Custom)::/.test(textOf(resource.Type)),
  );

const propertyAt = (node: ConfigNode, path: readonly string[]): ConfigNode => {
  let at = node;
  for (const step of path)
    at = /^\d+$/.test(step) ? (itemsAt(at)[Number(step)] ?? { ...at, value: undefined }) : nodeAt(at, step);
  return at;
};

const resourcesOf = (root: ConfigNode): readonly AwsResource[] =>
  entriesAt(root, 'Resources')
    .filter(([, resource]) => isMapping(resource.value))
    .map(([name, resource]) => {
      const node = nodeAt(resource, 'Properties');
      const domain = textAt(node, 'DomainName');
      return {
        kind: textAt(resource, 'Type'),
        name,
        // A resource without properties still has a place.
        node: isMapping(node.value) ? node : { ...node, path: resource.path },
        keys: [name, ...(domain ? [domain] : [])],
        references: (...path) => {
          const property = propertyAt(node, path);
          const written = textAt(property);
          return written ? [written] : namesIn(property.value);
        },
      };
    });

/** Values of parameters that are not to be shown. */
const takeParameters = (template: Mapping, context: ImportContext): void => {
  for (const parameter of Object.values(mappingAt(template, 'Parameters')))
    if (String(mappingAt(parameter).NoEcho) === 'true') context.secret(mappingAt(parameter).Default);
};

export interface TemplateReading {
  readonly templates: readonly Template[];
  readonly problems: readonly InputProblem[];
}

/** What a template leaves to be filled in when it is deployed. */
const blindSpots = ({ root, resources }: Template): readonly InputProblem[] => [
  ...resources
    .filter(({ kind }) => kind === 'AWS::CloudFormation::Stack' || kind === 'AWS::Serverless::Application')
    .map(({ node, name }) =>
      problemAt(
        proofOf(node),
        `The nested stack ${name} has a template of its own, which is not read here.`,
        'Hand in its template as well.',
      ),
    ),
  ...entriesAt(root, 'Resources')
    .filter(([name]) => name.startsWith('Fn::'))
    .map(([name, node]) =>
      problemAt(
        proofOf(node),
        `${name} adds resources when the template is deployed.`,
        'Hand in the processed template (get-template --template-stage Processed).',
      ),
    ),
];

/** Templates of CloudFormation and SAM, and what the CDK synthesises. */
export const readTemplates = (files: readonly ImportFile[], context: ImportContext): TemplateReading => {
  const problems: InputProblem[] = [];
  const templates = files.flatMap((file) => {
    const reading = readYamlDocuments(file, expandShortForms);
    problems.push(...reading.problems);
    return reading.documents.flatMap((document) => {
      takeSecretsOf(document.value, context);
      if (!isTemplate(document.value)) return [];
      takeParameters(document.value, context);
      const root: ConfigNode = {
        value: document.value,
        path: [],
        proofAt: documentPlace(file.name, document),
      };
      return [{ root, resources: resourcesOf(root) }];
    });
  });
  return { templates, problems: [...problems, ...templates.flatMap(blindSpots)] };
};
