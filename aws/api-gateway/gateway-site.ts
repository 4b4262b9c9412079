import type { GatewaySite } from '../../core/migration/steps/step.ts';
import { setting } from '../settings.ts';

/** The account's authorizer and access log group, as the stack names them. */
export const gatewaySite = (): GatewaySite => {
  const authorizerRoleArn = process.env.GATEWAY_AUTHORIZER_ROLE_ARN;
  return {
    authorizerArn: setting('GATEWAY_AUTHORIZER_ARN'),
    accessLogArn: setting('GATEWAY_ACCESS_LOG_ARN'),
    ...(authorizerRoleArn ? { authorizerRoleArn } : {}),
  };
};
