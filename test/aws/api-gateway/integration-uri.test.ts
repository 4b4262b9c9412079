import { expect, test } from '@jest/globals';
import { backendUri } from '../../../aws/api-gateway/integration-uri.ts';

/** As API Gateway writes a stage variable. */
const variable = (name: string): string => ['$', `{stageVariables.${name}}`].join('');
const lambda = `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:1:function:f:${variable('alias')}/invocations`;

test.each([
  ['https://payments.bank.internal/{proxy}', 'https://payments.bank.internal/{proxy}'],
  ['https://user:s3cret@core.bank.internal/x', 'https://core.bank.internal/x'],
  ['https://core.bank.internal/x?api_key=s3cret&to={id}', 'https://core.bank.internal/x?api_key&to'],
  [`https://${variable('host')}/x?k=a?b=c`, `https://${variable('host')}/x?k`],
  [lambda, lambda],
  [undefined, undefined],
])('%s', (uri, expected) => {
  expect(backendUri(uri)).toBe(expected);
});
