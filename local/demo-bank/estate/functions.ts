import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import type { FunctionDefinition } from './definition.ts';
import { type Site, siteConfig, using } from './site.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

const code = zipSync({
  'index.mjs': Buffer.from("export const handler = async () => ({ statusCode: 200, body: '{}' });\n"),
});

const roleName = 'demo-bank-function';

const ensureRole = (site: Site): Promise<string> =>
  using(new IAMClient(siteConfig(site)), async (client) => {
    await client
      .send(new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument: JSON.stringify(trust) }))
      .catch((error: Error) => {
        if (error.name !== 'EntityAlreadyExistsException' && error.name !== 'EntityAlreadyExists')
          throw error;
      });
    return `arn:aws:iam::${site.account}:role/${roleName}`;
  });

/** Creates what is not there. @returns name → ARN */
export const ensureFunctions = (
  site: Site,
  definitions: readonly FunctionDefinition[],
): Promise<ReadonlyMap<string, string>> =>
  using(new LambdaClient(siteConfig(site)), async (client) => {
    const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
    const arns = new Map(
      Functions.map(({ FunctionName = '', FunctionArn = '' }) => [FunctionName, FunctionArn]),
    );
    for (const { name, url, tags } of definitions) {
      if (arns.has(name)) continue;
      const { FunctionArn = '' } = await client.send(
        new CreateFunctionCommand({
          FunctionName: name,
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: await ensureRole(site),
          Code: { ZipFile: code },
          Tags: { ...tags },
        }),
      );
      arns.set(name, FunctionArn);
      if (url) await client.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: url }));
    }
    return arns;
  });
