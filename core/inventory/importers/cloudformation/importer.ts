import { partly, type VisibilityMap } from '../../visibility.ts';
import { awsEstate } from '../aws-resources/estate.ts';
import { readEstate } from '../aws-resources/read-estate.ts';
import type { Importer, ImportFile } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { recognised } from '../recognised.ts';
import { routeBudget } from '../route-budget.ts';
import { mergeRoutes } from '../route-controls.ts';
import { samApis } from './sam.ts';
import { readTemplates } from './template.ts';

const title = 'CloudFormation template';

const isTemplate = (file: ImportFile): boolean => {
  if (!/\.(?:ya?ml|json|template)$|^[^.]*$/i.test(file.name)) return false;
  const text = textOfMember(file);
  return (
    /^\s*["']?AWSTemplateFormatVersion["']?\s*:/m.test(text) ||
    /["']?Transform["']?\s*:\s*["']?AWS::Serverless/.test(text) ||
    (/["']?Resources["']?\s*:/.test(text) && /["']?Type["']?\s*:\s*["']?AWS::\w+::\w+/.test(text))
  );
};

const visibility: VisibilityMap = (() => {
  const intended = partly(
    'A template says what is meant to be; what is filled in when it is deployed, and what was changed since, stands in the account.',
  );
  return {
    hosts: partly(
      'Endpoints get their names when the template is deployed; only custom domains are written in it.',
    ),
    routes: intended,
    authentication: intended,
    authorisation: partly('Policies of functions, resources and backends may refuse more than is read here.'),
    'rate-limits': partly('Limits of the account apply besides those that are written here.'),
    transport: intended,
    logging: intended,
    validation: intended,
    consumers: partly('Keys and usage plans that are made by hand stand in the account.'),
    owners: partly('Only tags can name an owner.'),
  };
})();

/** CloudFormation and SAM, in YAML or JSON, and what `cdk synth` writes. */
export const cloudformationImporter: Importer = {
  id: 'cloudformation',
  source: 'cloudformation',
  title,
  howTo:
    'Hand in the templates, or those that `cdk synth` writes to cdk.out; of a deployed stack `aws cloudformation get-template --template-stage Processed` tells most.',
  detect: (files) => {
    const mine = files.filter(isTemplate);
    return mine.length > 0
      ? { format: title, confidence: mine.length === files.length ? 0.97 : 0.92 }
      : undefined;
  },
  parse: (files, context) => {
    const mine = recognised(files, isTemplate, title);
    const { templates, problems } = readTemplates(mine.files, context);
    const budget = routeBudget();
    const read = templates.flatMap((template) => [
      readEstate(awsEstate(template.resources), context, budget),
      samApis(template, budget),
    ]);
    return {
      format: title,
      apis: read.flatMap(({ apis }) => apis).map((api) => ({ ...api, routes: mergeRoutes(api.routes) })),
      consumers: [],
      settings: [],
      visibility,
      problems: [
        ...mine.problems,
        ...problems,
        ...read.flatMap((one) => one.problems),
        ...budget.problems(files[0]?.name ?? ''),
      ],
    };
  },
};
