import type { JsonObject } from '../json.ts';
import type { HardeningPolicy } from './policy.ts';

const json = (template: string, headers: JsonObject): JsonObject => ({
  responseParameters: headers,
  responseTemplates: { 'application/json': template },
});

/** `x-amazon-apigateway-gateway-responses`: one body for all, fixed messages where the gateway’s own would tell too much. */
export const gatewayResponses = (policy: HardeningPolicy): JsonObject => {
  const { body, headers, fixedMessages } = policy.gatewayResponses;
  // A static value of a gateway response stands in single quotes.
  const parameters = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
  );
  const responses: JsonObject = { DEFAULT_4XX: json(body, parameters), DEFAULT_5XX: json(body, parameters) };
  for (const [type, message] of Object.entries(fixedMessages)) {
    responses[type] = json(body.replace('$context.error.messageString', JSON.stringify(message)), parameters);
  }
  return responses;
};
