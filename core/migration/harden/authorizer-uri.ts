/** Address under which API Gateway invokes a Lambda authorizer. */
export const authorizerUri = (region: string, functionArn: string): string =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
