import type { InputProblem } from '../../../input-problem.ts';
import { blind, partly, seen, type Visibility, type VisibilityMap } from '../../visibility.ts';
import { comparisonBudget } from '../comparison-budget.ts';
import { proofOf, textAt } from '../config-node.ts';
import type { ImportedConsumer, Importer, ImportFile } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { problemAt } from '../proof-problem.ts';
import { recognised } from '../recognised.ts';
import { mergeRoutes } from '../route-controls.ts';
import { type MuleInstances, readInstances } from './instances.ts';
import { isKnownPolicy, policyNameOf } from './policies.ts';
import { readInstance } from './routes.ts';

const title = 'MuleSoft API Manager export';

const isMule = (file: ImportFile): boolean => {
  if (!/\.(?:ya?ml|json)$|^[^.]*$/i.test(file.name)) return false;
  const text = textOfMember(file);
  if (/apiVersion["']?\s*:\s*["']?gateway\.mulesoft\.com\//.test(text)) return true;
  const marks = [
    'endpointUri',
    'assetId',
    'groupId',
    'instanceLabel',
    'assetVersion',
    'productVersion',
    'policyTemplateId',
    'pointcutData',
    'proxyUri',
    'masterOrganizationId',
    'automatedPolicies',
  ];
  return (
    marks.filter((mark) => text.includes(`"${mark}"`)).length >= 3 ||
    /"(?:policyTemplateId|automatedPolicies)"/.test(text)
  );
};

const visibilityOf = ({ instances, automatedSeen }: MuleInstances): VisibilityMap => {
  const unseen = instances.filter(({ policiesSeen }) => !policiesSeen).length;
  const policies: Visibility =
    instances.length === 0 || unseen === instances.length
      ? blind('The export leaves policies out; they stand in API Manager (/apis/ID/policies).')
      : unseen > 0
        ? partly(
            'Policies of some instances are not among the files; they stand in API Manager (/apis/ID/policies).',
          )
        : automatedSeen
          ? seen
          : partly('Automated policies of the environment are not among the files.');
  return {
    hosts: partly(
      'The consumer endpoint is what somebody typed; load balancers before the runtimes are not in the files.',
    ),
    routes: partly('Resources stand in the specification on Exchange, which the export leaves out.'),
    authentication: policies,
    authorisation: policies,
    'rate-limits': policies,
    transport: partly('TLS contexts stand in Runtime Manager and in the application.'),
    logging: policies,
    validation: policies,
    consumers: instances.some(({ contracts }) => contracts.length > 0)
      ? seen
      : blind('Contracts are not among the files; they stand in API Manager (/apis/ID/contracts).'),
    owners: blind('Owners stand on Exchange and in Access Management.'),
  };
};

/** Policies that the bank wrote itself, or that are new: what they ask is not known. */
const unknownPolicies = ({ instances }: MuleInstances): readonly InputProblem[] =>
  instances
    .flatMap(({ policies }) => policies)
    .filter(
      (policy) =>
        policyNameOf(policy) !== '' &&
        !isKnownPolicy(policy) &&
        !/^(?:cors|header-|cache|response-timeout|credential-injection|dataweave)/.test(policyNameOf(policy)),
    )
    .map((policy) =>
      problemAt(
        proofOf(policy),
        'The policy is none that MuleSoft ships as a control: what it asks of requests is unknown.',
        'Confirm by hand what it does.',
      ),
    );

const consumersOf = ({ instances }: MuleInstances): readonly ImportedConsumer[] => {
  const names = instances
    .flatMap(({ contracts }) => contracts)
    .filter((contract) => ['APPROVED', ''].includes(textAt(contract, 'status').toUpperCase()))
    .flatMap((contract) => textAt(contract, 'application', 'name') || []);
  return [...new Set(names)].map((name) => ({ name, credentials: ['client-id'] }));
};

/** MuleSoft: exports and answers of API Manager, and the configuration of Flex Gateways in local mode. */
export const mulesoftImporter: Importer = {
  id: 'mulesoft',
  source: 'mulesoft',
  title,
  howTo:
    'Save the answers of API Manager for `/apis`, and for every API those of `/apis/ID` and `/apis/ID/policies`, as JSON files; the exported ZIP holds no policies.',
  detect: (files) => {
    const count = files.filter(isMule).length;
    return count > 0 ? { format: title, confidence: count === files.length ? 0.96 : 0.9 } : undefined;
  },
  parse: (files, context) => {
    const mine = recognised(files, isMule, 'an export of MuleSoft API Manager');
    const read = readInstances(mine.files.length > 0 ? files : [], context);
    const budget = comparisonBudget();
    const readings = read.instances.map((instance) =>
      readInstance(instance, read.automated, context, budget),
    );
    return {
      format: title,
      apis: readings.map(({ api }) => ({ ...api, routes: mergeRoutes(api.routes) })),
      consumers: consumersOf(read),
      settings: [],
      visibility: visibilityOf(read),
      problems: [
        ...mine.problems,
        ...read.problems,
        ...budget.problems(files[0]?.name ?? ''),
        ...unknownPolicies(read),
        ...readings.flatMap(({ problems }) => problems),
      ],
    };
  },
};
