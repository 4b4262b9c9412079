import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import { referenceResolver } from '../openapi/members.ts';
import { pathOperations } from '../openapi/operations.ts';
import { templateOf } from '../path-template.ts';
import { onEveryWay } from '../route-controls.ts';
import { type GatewayMethod, integrationTarget } from './gateway-api.ts';
import { authorizationControls, validationControls } from './gateway-controls.ts';

type ProofAt = (path: readonly (string | number)[]) => string;

/** What API Gateway makes of a scheme; only those with its extensions, and its own API key, are enforced. */
const enforced = (scheme: Mapping, scopes: readonly string[], proof: string): readonly RouteControl[] => {
  const kind = textOf(scheme['x-amazon-apigateway-authtype']).toLowerCase();
  if (kind === 'awssigv4') return authorizationControls('AWS_IAM', scopes, false, proof);
  if (kind === 'cognito_user_pools') return authorizationControls('JWT', scopes, false, proof);
  const authorizer = mappingAt(scheme, 'x-amazon-apigateway-authorizer');
  const type = textOf(authorizer.type).toUpperCase();
  if (type) return authorizationControls(type, scopes, false, proof);
  const isKey =
    textOf(scheme.type).toLowerCase() === 'apikey' &&
    textOf(scheme.name).toLowerCase() === 'x-api-key' &&
    scheme.in === 'header';
  if (isKey) return authorizationControls('', [], true, proof);
  return [
    {
      control: textOf(scheme.type).toLowerCase() === 'apikey' ? 'api-key' : 'jwt',
      effective: 'no',
      proof,
      disarmedBy: 'API Gateway passes over a scheme without one of its authorizers.',
    },
  ];
};

const securityControls = (document: Mapping, operation: Mapping, proof: string): readonly RouteControl[] => {
  if (textOf(mappingAt(operation, 'x-amazon-apigateway-auth').type).toUpperCase() === 'AWS_IAM')
    return authorizationControls('AWS_IAM', [], false, proof);
  const schemes = {
    ...mappingAt(document, 'securityDefinitions'),
    ...mappingAt(document, 'components', 'securitySchemes'),
  };
  const requirements = listOf(operation.security ?? document.security).filter(isMapping);
  return onEveryWay(
    requirements.map((requirement) =>
      Object.entries(requirement).flatMap(([name, scopes]) =>
        enforced(mappingAt(schemes, name), listOf(scopes).map(String), proof),
      ),
    ),
  );
};

const validatorOf = (
  document: Mapping,
  operation: Mapping,
): { readonly body: boolean; readonly parameters: boolean } => {
  const name =
    textOf(operation['x-amazon-apigateway-request-validator']) ||
    textOf(document['x-amazon-apigateway-request-validator']);
  const validator = mappingAt(document, 'x-amazon-apigateway-request-validators', name);
  return {
    body: validator.validateRequestBody === true,
    parameters: validator.validateRequestParameters === true,
  };
};

const modelsOf = (operation: Mapping): readonly string[] => {
  const inBody = listOf(operation.parameters).filter(
    (one) => mappingAt(one).in === 'body' && isMapping(mappingAt(one).schema),
  );
  const contents = Object.entries(mappingAt(operation, 'requestBody', 'content')).filter(([, one]) =>
    isMapping(mappingAt(one).schema),
  );
  return [...inBody.map(() => 'application/json'), ...contents.map(([type]) => type)];
};

/** Methods of an API that is imported from a document: `Body`, `DefinitionBody`, `body`. */
export const bodyMethods = (document: Mapping, proofAt: ProofAt): readonly GatewayMethod[] => {
  const { operations } = pathOperations(document, '', referenceResolver([]));
  return operations.map(({ method, path, pointer, value }) => {
    const steps = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const proof = proofAt(steps);
    const required = listOf(value.parameters).some(
      (one) => mappingAt(one).required === true && mappingAt(one).in !== 'body',
    );
    const validator = validatorOf(document, value);
    return {
      method,
      path: path === '/$default' || path === '$default' ? '/{proxy+}' : templateOf(path),
      controls: [
        ...securityControls(document, value, proof),
        ...(validator.body || validator.parameters
          ? validationControls(validator, modelsOf(value), required, proof)
          : []),
      ],
      leadsTo: integrationTarget(textOf(mappingAt(value, 'x-amazon-apigateway-integration').uri)),
      pointer: proof,
    };
  });
};
