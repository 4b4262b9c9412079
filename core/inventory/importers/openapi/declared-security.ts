import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import type { RouteControl } from '../importer.ts';

/** Controls that a scheme of OpenAPI 2.0 or 3.x, or of AsyncAPI, asks for. */
export const controlsOfScheme = (scheme: Mapping, scopes: readonly unknown[]): readonly GatewayControl[] => {
  const amazon = textOf(scheme['x-amazon-apigateway-authtype']).toLowerCase();
  if (amazon === 'awssigv4') return ['signed-request'];
  if (amazon === 'cognito_user_pools') return ['jwt'];
  if (amazon !== '') return ['custom-authorizer'];
  const scoped: readonly GatewayControl[] = scopes.length ? ['scopes'] : [];
  switch (textOf(scheme.type).toLowerCase()) {
    case 'basic':
    case 'userpassword':
    case 'plain':
    case 'scramsha256':
    case 'scramsha512':
      return ['basic'];
    case 'apikey':
    case 'httpapikey':
      return ['api-key'];
    case 'oauth2':
      return ['introspection', ...scoped];
    case 'openidconnect':
      return ['oidc', ...scoped];
    case 'mutualtls':
    case 'x509':
      return ['mutual-tls'];
    case 'http':
      return controlsOfHttp(textOf(scheme.scheme).toLowerCase(), textOf(scheme.bearerFormat));
    default:
      return [];
  }
};

const controlsOfHttp = (scheme: string, bearerFormat: string): readonly GatewayControl[] => {
  if (scheme === 'basic') return ['basic'];
  if (scheme === 'bearer') return [/^jwt\b/i.test(bearerFormat) ? 'jwt' : 'introspection'];
  return ['signature', 'dpop', 'hoba'].includes(scheme) ? ['signed-request'] : [];
};

const enforcedElsewhere =
  'The document declares it; whether a request without it is refused is decided by what serves it.';

/** One way to be let in: what it asks for. */
type Alternative = readonly GatewayControl[];

const alternativesOf = (requirements: unknown, schemes: Mapping): readonly Alternative[] =>
  listOf(requirements)
    .filter(isMapping)
    .map((requirement) =>
      Object.entries(requirement).flatMap(([name, scopes]) =>
        controlsOfScheme(mappingAt(schemes, name), listOf(scopes)),
      ),
    );

/** Controls of a list of alternatives, of which one is enough. Declared is never more than unknown. */
export const declaredControls = (
  alternatives: readonly Alternative[],
  proof: string,
): readonly RouteControl[] => {
  const optional = alternatives.some((alternative) => alternative.length === 0);
  return [...new Set(alternatives.flat())].map((control) => {
    if (optional) {
      const disarmedBy = 'An empty alternative makes the credentials optional.';
      return { control, effective: 'conditional', proof, disarmedBy };
    }
    if (!alternatives.every((alternative) => alternative.includes(control)))
      return {
        control,
        effective: 'conditional',
        proof,
        disarmedBy: 'Another alternative lets a caller in without it.',
      };
    return { control, effective: 'unknown', proof, disarmedBy: enforcedElsewhere };
  });
};

/**
 * What a caller of an operation has to bring by the document. `security: []` at the operation takes away what the
 * document asks for, which is then listed as disarmed.
 */
export const securityOf = (
  document: Mapping,
  operation: Mapping,
  schemes: Mapping,
  at: { readonly document: string; readonly operation: string },
): readonly RouteControl[] => {
  const common = alternativesOf(document.security, schemes);
  if (operation.security === undefined) return declaredControls(common, at.document);
  const own = alternativesOf(operation.security, schemes);
  if (own.some((alternative) => alternative.length > 0)) return declaredControls(own, at.operation);
  const disarmedBy = 'The operation needs no credentials: its own `security` is empty.';
  return [...new Set(common.flat())].map((control) => ({
    control,
    effective: 'no',
    proof: at.operation,
    disarmedBy,
  }));
};
