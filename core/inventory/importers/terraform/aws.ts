import { isMapping } from '../../../documentation/mapping.ts';
import { type AwsEstate, type AwsResource, awsEstate } from '../aws-resources/estate.ts';
import { type ConfigNode, itemsAt, nodeAt, textAt } from '../config-node.ts';
import type { TerraformResource } from './resources.ts';

const rest = 'AWS::ApiGateway::';
const http = 'AWS::ApiGatewayV2::';
const balancing = 'AWS::ElasticLoadBalancingV2::';
const appsync = 'AWS::AppSync::';

/** Types of the AWS provider by what CloudFormation calls the same thing. */
const kinds: Readonly<Record<string, string>> = {
  aws_api_gateway_rest_api: `${rest}RestApi`,
  aws_api_gateway_resource: `${rest}Resource`,
  aws_api_gateway_method: `${rest}Method`,
  aws_api_gateway_integration: `${rest}Integration`,
  aws_api_gateway_stage: `${rest}Stage`,
  aws_api_gateway_deployment: `${rest}Deployment`,
  aws_api_gateway_base_path_mapping: `${rest}BasePathMapping`,
  aws_api_gateway_domain_name: `${rest}DomainName`,
  aws_api_gateway_method_settings: `${rest}MethodSettings`,
  aws_api_gateway_request_validator: `${rest}RequestValidator`,
  aws_api_gateway_usage_plan: `${rest}UsagePlan`,
  aws_apigatewayv2_api: `${http}Api`,
  aws_apigatewayv2_route: `${http}Route`,
  aws_apigatewayv2_integration: `${http}Integration`,
  aws_apigatewayv2_authorizer: `${http}Authorizer`,
  aws_apigatewayv2_stage: `${http}Stage`,
  aws_apigatewayv2_api_mapping: `${http}ApiMapping`,
  aws_apigatewayv2_domain_name: `${http}DomainName`,
  aws_wafv2_web_acl_association: 'AWS::WAFv2::WebACLAssociation',
  aws_wafregional_web_acl_association: 'AWS::WAFRegional::WebACLAssociation',
  aws_lb: `${balancing}LoadBalancer`,
  aws_alb: `${balancing}LoadBalancer`,
  aws_lb_listener: `${balancing}Listener`,
  aws_alb_listener: `${balancing}Listener`,
  aws_lb_listener_rule: `${balancing}ListenerRule`,
  aws_alb_listener_rule: `${balancing}ListenerRule`,
  aws_lb_target_group_attachment: `${balancing}TargetGroupAttachment`,
  aws_alb_target_group_attachment: `${balancing}TargetGroupAttachment`,
  aws_lambda_function: 'AWS::Lambda::Function',
  aws_lambda_function_url: 'AWS::Lambda::Url',
  aws_cloudfront_distribution: 'AWS::CloudFront::Distribution',
  aws_appsync_graphql_api: `${appsync}GraphQLApi`,
  aws_appsync_api: `${appsync}Api`,
  aws_appsync_datasource: `${appsync}DataSource`,
  aws_appsync_domain_name: `${appsync}DomainName`,
  aws_appsync_domain_name_api_association: `${appsync}DomainNameApiAssociation`,
};

/** Looked up by resources of this state, and nothing of their own. */
const elsewhere: readonly string[] = [`${rest}RestApi`, `${http}Api`, `${balancing}Listener`];

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const memberAt = (node: ConfigNode, index: number): ConfigNode =>
  itemsAt(node)[index] ?? { ...node, value: undefined };

const resourceOf = (resource: TerraformResource): readonly AwsResource[] => {
  const kind = Object.hasOwn(kinds, resource.type) ? kinds[resource.type] : undefined;
  const { values: node, address, name, expected } = resource;
  if (!kind || !isMapping(node.value)) return [];
  const keys = ['id', 'arn', 'domainName'].flatMap((attribute) => textAt(node, attribute) || []);
  return [
    {
      kind,
      name,
      node,
      keys: [...new Set([...keys, address])],
      references: (...path) => {
        let target = node;
        for (const step of path)
          target = /^\d+$/.test(step) ? memberAt(target, Number(step)) : nodeAt(target, step);
        const written = textAt(target);
        // The target of a route is `integrations/ID`.
        if (written)
          return [
            written,
            ...(written.startsWith('integrations/') ? [written.slice('integrations/'.length)] : []),
          ];
        return expected(snakeCase(String(target.path.at(-1) ?? '')));
      },
    },
  ];
};

export const awsResources = (resources: readonly TerraformResource[]): AwsEstate => {
  const managed = resources.filter(({ isData }) => !isData).flatMap(resourceOf);
  const looked = resources.filter(({ isData }) => isData).flatMap(resourceOf);
  const named = new Set(
    managed.flatMap(({ references }) => [...references('restApiId'), ...references('apiId')]),
  );
  return awsEstate([
    ...managed,
    ...looked.filter(({ kind, keys }) => !elsewhere.includes(kind) || keys.some((key) => named.has(key))),
  ]);
};
