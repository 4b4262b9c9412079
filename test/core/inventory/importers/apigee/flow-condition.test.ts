import { describe, expect, test } from '@jest/globals';
import {
  conditionCoverage,
  declaredRequests,
  readFlowCondition,
} from '../../../../../core/inventory/importers/apigee/flow-condition.ts';
import {
  exactPath,
  templateOfPaths,
  templatePaths,
} from '../../../../../core/inventory/importers/request-paths.ts';

const base = exactPath('/pay');
const covers = (condition: string, method: string, suffix: string) => {
  const path = templatePaths(suffix);
  return conditionCoverage(readFlowCondition(condition), { method, suffix: path, path: [...base, ...path] });
};
const declares = (condition: string) =>
  declaredRequests(readFlowCondition(condition), base).map(
    ({ method, suffix }) => `${method} ${templateOfPaths(suffix)}`,
  );

describe('how many requests of a route fulfil a condition', () => {
  test.each([
    ['', 'ANY', '/a', 'all'],
    ['request.verb = "GET"', 'GET', '/a', 'all'],
    ['request.verb = "GET"', 'ANY', '/a', 'some'],
    ['request.verb = "GET"', 'POST', '/a', 'none'],
    ['request.verb != "OPTIONS"', 'GET', '/a', 'all'],
    ['request.verb != "OPTIONS"', 'OPTIONS', '/a', 'none'],
    ['NOT (request.verb = "OPTIONS")', 'ANY', '/a', 'some'],
    ['proxy.pathsuffix MatchesPath "/a"', 'GET', '/a', 'all'],
    ['proxy.pathsuffix MatchesPath "/*"', 'GET', '/a', 'all'],
    ['proxy.pathsuffix MatchesPath "/*"', 'GET', '/a/b', 'none'],
    ['proxy.pathsuffix MatchesPath "/**"', 'GET', '/a/b', 'all'],
    ['proxy.pathsuffix MatchesPath "/a"', 'GET', '/{proxy+}', 'some'],
    ['request.path MatchesPath "/pay/a"', 'GET', '/a', 'all'],
    ['request.path MatchesPath "/other/a"', 'GET', '/a', 'none'],
    ['request.header.x = "1"', 'GET', '/a', 'some'],
    ['request.header.x = "1" or true', 'GET', '/a', 'all'],
    ['request.header.x = "1" and false', 'GET', '/a', 'none'],
    ['request.verb = "GET" and request.header.x = "1"', 'GET', '/a', 'some'],
    ['"GET" = request.verb', 'GET', '/a', 'all'],
    ['(request.verb = "GET"', 'GET', '/a', 'some'],
  ])('%s on %s %s: %s', (condition, method, suffix, coverage) => {
    expect(covers(condition, method, suffix)).toBe(coverage);
  });
});

describe('what a flow declares', () => {
  test.each([
    ['', ['ANY /{proxy+}']],
    ['(proxy.pathsuffix MatchesPath "/a/*") and (request.verb = "GET")', ['GET /a/{id}']],
    ['request.verb = "GET" or request.verb = "PUT"', ['GET /{proxy+}', 'PUT /{proxy+}']],
    ['proxy.pathsuffix MatchesPath "/a" and request.verb != "GET"', ['ANY /a']],
    ['not (proxy.pathsuffix MatchesPath "/a")', ['ANY /{proxy+}']],
    ['request.path MatchesPath "/pay/x/**"', ['ANY /x/{proxy+}']],
    ['proxy.pathsuffix MatchesPath "/"', ['ANY /']],
    ['not a condition at all "', ['ANY /{proxy+}']],
  ])('%s', (condition, requests) => {
    expect(declares(condition)).toEqual(requests);
  });
});
