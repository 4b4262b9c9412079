import { describe, expect, test } from '@jest/globals';
import { routeTable } from '../../lambdas/portal/route-table.ts';
import { synthesised } from '../support/synthesised.ts';

const production = synthesised();

describe('the HTTP API', () => {
  test('has exactly the routes of the table, none of them a catch-all', () => {
    const routes = production
      .ofType('AWS::ApiGatewayV2::Route')
      .map(([, { Properties }]) => Properties.RouteKey);
    expect(routes.sort()).toEqual(routeTable.map(({ method, path }) => `${method} ${path}`).sort());
    for (const route of routes) expect(route).not.toMatch(/\{proxy\+\}|\$default|^ANY /);
  });

  test('is throttled, and its access log holds route keys but no path, no query and no header', () => {
    const properties = production.ofType('AWS::ApiGatewayV2::Stage').map(([, stage]) => stage.Properties);
    const { DefaultRouteSettings, AccessLogSettings } = properties[0] as {
      DefaultRouteSettings: object;
      AccessLogSettings: { Format: string };
    };
    expect(DefaultRouteSettings).toMatchObject({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 });
    expect(AccessLogSettings.Format).toContain('$context.routeKey');
    expect(AccessLogSettings.Format).not.toMatch(/\$context\.(path|http\.path|rawQuery|authorizer)/);
  });
});

describe('who signs in', () => {
  test('without an issuer a user pool is made: no self sign-up, second factor, code flow, no client secret', () => {
    production.templates.portal.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      DeletionProtection: 'ACTIVE',
    });
    production.templates.portal.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test("with the bank's issuer none is made", () => {
    const own = synthesised('production', { 'gatehouse:oidcIssuer': 'https://login.bank.example' });
    own.templates.portal.resourceCountIs('AWS::Cognito::UserPool', 0);
  });
});
