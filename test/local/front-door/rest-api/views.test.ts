import { describe, expect, test } from '@jest/globals';
import { apiView, resourceView, stageView } from '../../../../local/front-door/rest-api/views.ts';

test('a RestApi answers a boolean, even after an update by text', () => {
  expect(apiView({ disableExecuteApiEndpoint: 'true' }).disableExecuteApiEndpoint).toBe(true);
  expect(apiView({ disableExecuteApiEndpoint: 'false' }).disableExecuteApiEndpoint).toBe(false);
  expect(apiView({}).disableExecuteApiEndpoint).toBe(false);
});

test('a Stage keys its method settings by pointers and has no empty access log', () => {
  const stage = { accessLogSettings: {}, methodSettings: { '*/*': 1, '/pets/{id}/GET': 2, '//GET': 3 } };
  expect(stageView(stage)).toEqual({ methodSettings: { '*/*': 1, '~1pets~1{id}/GET': 2, '~1/GET': 3 } });
  const accessLogSettings = { destinationArn: 'arn', format: '$context.requestId' };
  expect(stageView({ accessLogSettings })).toEqual({ accessLogSettings, methodSettings: {} });
});

describe('a Resource', () => {
  const resource = {
    id: 'r',
    parentId: null,
    path: '/',
    resourceMethods: { GET: { authorizationType: 'NONE' } },
  };

  test('tells what its methods are only when asked to', () => {
    expect(resourceView(resource, true).resourceMethods).toEqual({ GET: { authorizationType: 'NONE' } });
    expect(resourceView(resource, false).resourceMethods).toEqual({ GET: {} });
  });

  test('has no methods and no parent when there are none', () => {
    expect(resourceView({ ...resource, resourceMethods: {} }, true)).toEqual({ id: 'r', path: '/' });
  });
});
