import {
  type FunctionConfiguration,
  type FunctionUrlConfig,
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { functionArn } from '../../core/inventory/collectors/arn.ts';
import { hostName } from '../../core/inventory/collectors/host-name.ts';
import { tagFacts } from '../../core/inventory/collectors/tag-facts.ts';
import type { Evidence, Exposure } from '../../core/inventory/evidence.ts';
import { type Calls, collectorCalls } from './calls.ts';
import type { Collector } from './context.ts';
import { type UrlCallers, urlCallers } from './function-policy.ts';
import { sentences, statement } from './statement.ts';

/** Alias in the ARN of a URL's function; empty for the function itself. */
const qualifier = (arn: string): string => arn.split(':')[7] ?? '';

const exposureOf = (auth: string | undefined, callers: UrlCallers | undefined): Exposure | undefined => {
  if (!callers) return undefined;
  if (auth === 'NONE') return callers.anybody ? 'public' : undefined;
  return callers.accounts > 0 ? 'partner' : 'internal';
};

const noteOf = (auth: string | undefined, callers: UrlCallers | undefined): string | undefined => {
  if (auth === 'AWS_IAM')
    return sentences(
      'Callers sign with IAM (AWS_IAM).',
      Boolean(callers?.accounts) && `${callers?.accounts} other accounts may call it.`,
    );
  if (!callers) return 'No authentication (NONE); who may call it could not be read.';
  return callers.anybody
    ? 'No authentication (NONE), and the policy lets anybody call it.'
    : 'No authentication (NONE), but the policy lets nobody call it without a signature.';
};

/** Who may call a URL, by the function's policy; without a policy it is the own account. */
const callersOf = async (
  calls: Calls,
  client: LambdaClient,
  { FunctionArn: arn = '', AuthType }: FunctionUrlConfig,
  account: string,
): Promise<UrlCallers | undefined> => {
  const answer = await calls.ask('lambda:GetPolicy', arn, async () => {
    const Qualifier = qualifier(arn);
    try {
      return await client.send(
        new GetPolicyCommand({ FunctionName: functionArn(arn), ...(Qualifier ? { Qualifier } : {}) }),
      );
    } catch (error) {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return { Policy: '' };
      throw error;
    }
  });
  return answer && urlCallers(answer.Policy ?? '', AuthType ?? 'NONE', account);
};

/** Functions with a URL of their own: a door past every gateway. Environment variables are never looked at. */
export const collectLambdaUrls: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('lambda', (config) => new LambdaClient(config));
  const functions = await calls.list('lambda:ListFunctions', '', async (Marker) => {
    const page = await client.send(new ListFunctionsCommand({ Marker }));
    const names = page.Functions?.map(
      ({ FunctionArn, FunctionName, Description }: FunctionConfiguration) => ({
        arn: FunctionArn ?? '',
        name: FunctionName ?? '',
        description: Description,
      }),
    );
    return { items: names, next: page.NextMarker };
  });
  const evidence: Evidence[] = [];
  for (const { arn, name, description } of functions) {
    const urls = await calls.list('lambda:ListFunctionUrlConfigs', arn, async (Marker) => {
      const page = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName: name, Marker }));
      return { items: page.FunctionUrlConfigs, next: page.NextMarker };
    });
    if (urls.length === 0) continue;
    const tags = await calls.ask('lambda:ListTags', `tags of ${name}`, () =>
      client.send(new ListTagsCommand({ Resource: arn })),
    );
    for (const url of urls) {
      const callers = await callersOf(calls, client, url, context.account);
      const host = hostName(url.FunctionUrl ?? '');
      const exposure = exposureOf(url.AuthType, callers);
      evidence.push(
        statement(context, 'lambda-url', {
          locator: url.FunctionArn ?? arn,
          apiName: name,
          host,
          basePath: '',
          resource: `host:${host}`,
          leadsTo: [functionArn(arn)],
          operations: [{ method: 'ANY', template: '/{proxy+}' }],
          purpose: description,
          exposure,
          ...tagFacts(tags?.Tags),
          note: noteOf(url.AuthType, callers),
        }),
      );
    }
  }
  return calls.reading(evidence, functions.length);
};
