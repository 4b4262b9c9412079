import {
  APIGatewayClient,
  GetAccountCommand,
  GetClientCertificatesCommand,
  GetDomainNamesCommand,
  GetRestApisCommand,
  GetUsagePlansCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApisCommand,
  ListPortalProductsCommand,
  ListPortalsCommand,
} from '@aws-sdk/client-apigatewayv2';
import { collectorCalls } from './calls.ts';
import type { Collector } from './context.ts';

const one = { limit: 1 };

/**
 * One small read on each path that the readers of API Gateway use: enough to see which rights are there, at a cost of
 * a few calls of the shared quota.
 */
export const sampleRestApis: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('apigateway', (config) => new APIGatewayClient(config));
  const apis = await calls.ask('apigateway:GetRestApis', '', () => client.send(new GetRestApisCommand(one)));
  const others = [
    ['apigateway:GetAccount', '/account', () => client.send(new GetAccountCommand({}))],
    ['apigateway:GetDomainNames', '/domainnames', () => client.send(new GetDomainNamesCommand(one))],
    ['apigateway:GetUsagePlans', '/usageplans', () => client.send(new GetUsagePlansCommand(one))],
    ['apigateway:GetVpcLinks', '/vpclinks', () => client.send(new GetVpcLinksCommand(one))],
    [
      'apigateway:GetClientCertificates',
      '/clientcertificates',
      () => client.send(new GetClientCertificatesCommand(one)),
    ],
  ] as const;
  for (const [action, path, send] of others) await calls.ask<unknown>(action, path, send);
  return calls.reading([], apis?.items?.length ?? 0);
};

export const sampleHttpApis: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('apigateway', (config) => new ApiGatewayV2Client(config));
  const apis = await calls.ask('apigateway:GetApis', '', () =>
    client.send(new GetApisCommand({ MaxResults: '1' })),
  );
  return calls.reading([], apis?.Items?.length ?? 0);
};

export const samplePortals: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('apigateway', (config) => new ApiGatewayV2Client(config));
  const products = await calls.ask('apigateway:ListPortalProducts', '', () =>
    client.send(new ListPortalProductsCommand({ MaxResults: '1' })),
  );
  await calls.ask('apigateway:ListPortals', '/portals', () =>
    client.send(new ListPortalsCommand({ MaxResults: '1' })),
  );
  return calls.reading([], products?.Items?.length ?? 0);
};
