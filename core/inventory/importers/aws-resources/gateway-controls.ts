import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, hasAt, isTrueAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { type AwsEstate, type AwsResource, blockAt } from './estate.ts';

/** How API Gateway names what a method asks for. */
const authorizations: Readonly<Record<string, GatewayControl>> = {
  AWS_IAM: 'signed-request',
  COGNITO_USER_POOLS: 'jwt',
  JWT: 'jwt',
  CUSTOM: 'custom-authorizer',
  TOKEN: 'custom-authorizer',
  REQUEST: 'custom-authorizer',
};

const yes = (control: GatewayControl, proof: string): RouteControl => ({ control, effective: 'yes', proof });

/** What a method or route asks of its caller. */
export const authorizationControls = (
  authorization: string,
  scopes: readonly string[],
  isKeyRequired: boolean,
  proof: string,
): readonly RouteControl[] => {
  const control = authorizations[authorization.toUpperCase()];
  return [
    ...(control ? [yes(control, proof)] : []),
    ...(control === 'jwt' && scopes.length > 0 ? [yes('scopes', proof)] : []),
    ...(isKeyRequired ? [yes('api-key', proof)] : []),
  ];
};

/** A validator holds bodies against the model of their content type; one that has no model passes, unless it is `$default`. */
export const validationControls = (
  validator: { readonly body: boolean; readonly parameters: boolean },
  models: readonly string[],
  requiresParameters: boolean,
  proof: string,
): readonly RouteControl[] => [
  ...(validator.body && models.length > 0
    ? [
        models.includes('$default')
          ? yes('body-validation', proof)
          : ({
              control: 'body-validation',
              effective: 'conditional',
              proof,
              disarmedBy: 'Bodies of content types without a model pass: there is none for $default.',
            } as const),
      ]
    : []),
  ...(validator.parameters && requiresParameters ? [yes('parameter-validation', proof)] : []),
  ...(!validator.body && models.length > 0
    ? [
        {
          control: 'body-validation',
          effective: 'no',
          proof,
          disarmedBy: 'Models are named, and no validator that looks at bodies.',
        } as const,
      ]
    : []),
];

/** A rate of -1 is no limit. */
export const throttleControls = (settings: ConfigNode): readonly RouteControl[] => {
  const text = textAt(settings, 'throttlingRateLimit') || textAt(settings, 'rateLimit');
  const rate = Number(text);
  if (text === '' || rate === 0) return [];
  const proof = proofOf(settings);
  return rate > 0
    ? [yes('rate-limit', proof)]
    : [{ control: 'rate-limit', effective: 'no', proof, disarmedBy: 'The rate is -1: throttling is off.' }];
};

export const isGuarded = (estate: AwsEstate, resource: AwsResource): boolean =>
  estate.naming(
    resource,
    ['resourceArn'],
    'AWS::WAFv2::WebACLAssociation',
    'AWS::WAFRegional::WebACLAssociation',
  ).length > 0;

/** What a stage adds to every method. */
export const stageControls = (estate: AwsEstate, stage: AwsResource): readonly RouteControl[] => {
  const { node } = stage;
  const log = ['accessLogSettings', 'accessLogSetting']
    .map((name) => blockAt(node, name))
    .find((one) => hasAt(one, 'destinationArn'));
  const tracing = ['xrayTracingEnabled', 'tracingEnabled'].find((name) => isTrueAt(node, name));
  const acl = textAt(node, 'webAclArn') !== '';
  return [
    ...(log ? [yes('access-log', proofOf(log))] : []),
    ...(tracing ? [yes('tracing', proofOf(nodeAt(node, tracing)))] : []),
    ...(acl || isGuarded(estate, stage) ? [yes('waf', proofOf(node))] : []),
    ...throttleControls(blockAt(node, 'defaultRouteSettings')),
  ];
};

/** What a custom domain adds; the default endpoint of the same API has none of it. */
export const domainControls = ({ node }: AwsResource): readonly RouteControl[] => {
  const configuration = ['domainNameConfiguration', 'domainNameConfigurations']
    .map((name) => blockAt(node, name))
    .find((one) => hasAt(one));
  const policy = textAt(configuration ?? node, 'securityPolicy') || textAt(node, 'securityPolicy');
  const mutual = blockAt(node, 'mutualTlsAuthentication');
  const proof = proofOf(node);
  return [
    ...(/^(?:TLS_1_[23]|SecurityPolicy_TLS1[23]_)/.test(policy) ? [yes('tls-minimum', proof)] : []),
    ...(policy === 'TLS_1_0'
      ? [
          {
            control: 'tls-minimum',
            effective: 'no',
            proof,
            disarmedBy: 'The security policy TLS_1_0 admits TLS 1.0.',
          } as const,
        ]
      : []),
    ...(hasAt(mutual, 'truststoreUri') ? [yes('mutual-tls', proofOf(mutual))] : []),
  ];
};
