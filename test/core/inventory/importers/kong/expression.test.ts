import { expect, test } from '@jest/globals';
import { expressionWays } from '../../../../../core/inventory/importers/kong/expression.ts';
import { templateOfPaths } from '../../../../../core/inventory/importers/request-paths.ts';

const shown = (expression: string) =>
  expressionWays(expression)?.map(({ hosts, methods, paths, narrowed }) =>
    [hosts.join() || '*', methods.join() || 'ANY', templateOfPaths(paths), narrowed ? 'some' : 'all'].join(
      ' ',
    ),
  );

test.each([
  ['http.path == "/a"', ['* ANY /a all']],
  ['http.path ^= "/a/"', ['* ANY /a/{proxy+} all']],
  ['http.host == "x.bank.example" && http.method == "GET"', ['x.bank.example GET /{proxy+} all']],
  ['http.host =^ ".bank.example" && http.path ^= "/"', ['*.bank.example ANY /{proxy+} all']],
  ['(http.method == "GET" || http.method == "POST") && http.path == "/a"', ['* GET /a all', '* POST /a all']],
  ['http.path ~ r#"^/a/\\d+$"#', ['* ANY /a/{id} all']],
  ['http.path ~ "^/a/\\\\d+$"', ['* ANY /a/{id} all']],
  ['lower(http.path) == "/a"', ['* ANY /a all']],
  ['http.path == "/a" && http.headers.x_v == "2"', ['* ANY /a some']],
  ['http.path == "/a" && !(net.src.ip in 10.0.0.0/8)', ['* ANY /a some']],
  ['http.path == "/a" && net.dst.port not in 8000', ['* ANY /a some']],
  ['http.path contains "/a"', ['* ANY /{proxy+} some']],
])('%s', (expression, ways) => {
  expect(shown(expression)).toEqual(ways);
});

test.each(['', 'http.path', 'http.path ==', 'http.path == "/a" &&', '"/a" == ', 'http.path === "/a"', '('])(
  'is none: %s',
  (expression) => {
    expect(shown(expression)).toBeUndefined();
  },
);
