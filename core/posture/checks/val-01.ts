import type { GatewayApi, GatewayOperation } from '../../gateway/gateway-api.ts';
import type { Check, CheckResult } from '../check.ts';
import { type Verdicts, verdicts } from '../verdict.ts';

const id = 'VAL-01';
const severity = 'MEDIUM';

const bodyVerbs = new Set(['POST', 'PUT', 'PATCH', 'ANY']);
type Validator = Extract<GatewayApi['validators'], { known: true }>['value'][number];

/** The model of a content type, unless it is API Gateway's built-in `Empty`, which lets everything through. */
const modelOf = ({ requestModels }: GatewayOperation, contentType: string): string | undefined =>
  requestModels[contentType] === 'Empty' ? undefined : requestModels[contentType];

/** What stays unvalidated, or under which model the body is validated. */
const gapOf = (operation: GatewayOperation, validators: readonly Validator[]) => {
  const hasBody = bodyVerbs.has(operation.method);
  const required = Object.values(operation.requestParameters).some(Boolean);
  if (!hasBody && !required) return undefined;
  const validator = validators.find((one) => one.id === operation.requestValidatorId);
  const gaps: string[] = [];
  if (!operation.requestValidatorId) gaps.push('has no request validator');
  else if (!validator) gaps.push(`names a validator that does not exist (${operation.requestValidatorId})`);
  else {
    if (hasBody && !validator.body) gaps.push(`has the validator ${validator.name}, which skips the body`);
    if (required && !validator.parameters)
      gaps.push(`has the validator ${validator.name}, which skips required parameters`);
  }
  const json = modelOf(operation, 'application/json');
  const any = modelOf(operation, '$default');
  if (hasBody && !any && !json) gaps.push('has no model for its body');
  return { gaps, bypass: hasBody && !any && json !== undefined };
};

const fail = (say: Verdicts, operation: GatewayOperation, gaps: readonly string[]): CheckResult => {
  const { method, path } = operation;
  const needsModel = bodyVerbs.has(method) && !modelOf(operation, '$default');
  return say.fail({
    at: { method, path },
    reason: `${method} ${path} ${gaps.join(' and ')}.`,
    seen: [
      {
        call: 'GetResources',
        field: `${method} ${path} requestValidatorId`,
        value: operation.requestValidatorId,
      },
      { call: 'GetResources', field: `${method} ${path} requestModels`, value: operation.requestModels },
    ],
    remediation: {
      text: `Create a validator for body and parameters, bind it and a model under $default to ${method} ${path}, then deploy.`,
      operation: 'UpdateMethod',
      patch: [
        { op: 'replace', path: '/requestValidatorId', value: '<validator id>' },
        ...(needsModel ? [{ op: 'add', path: '/requestModels/$default', value: '<model name>' }] : []),
      ],
      needsRedeploy: true,
    },
  });
};

const judge = (api: GatewayApi, say: Verdicts): readonly CheckResult[] => {
  if (!api.draft.known) return [say.unknown(api.draft)];
  if (!api.validators.known) return [say.unknown(api.validators)];
  const { value: validators } = api.validators;
  const withInput = api.draft.value
    .map((operation) => ({ operation, gap: gapOf(operation, validators) }))
    .filter(({ gap }) => gap !== undefined);
  if (withInput.length === 0)
    return [say.notApplicable({ reason: `No method of ${api.name} takes a body or requires a parameter.` })];
  const failed = withInput.flatMap(({ operation, gap }) =>
    gap && gap.gaps.length > 0 ? [fail(say, operation, gap.gaps)] : [],
  );
  if (failed.length > 0) return failed;
  const bypassed = withInput
    .filter(({ gap }) => gap?.bypass)
    .map(({ operation }) => `${operation.method} ${operation.path}`);
  const caveat =
    bypassed.length > 0
      ? ` But ${bypassed.join(', ')} binds its model to application/json only: another Content-Type gets past it. Bind it to $default.`
      : '';
  return [
    say.pass({
      reason: `All ${withInput.length} methods of ${api.name} with input validate it.${caveat}`,
      seen: [{ call: 'GetRequestValidators', field: 'id', value: validators.map((one) => one.id) }],
    }),
  ];
};

/** Each method with input has a validator that validates it: one validator somewhere in the API is not enough. */
export const val01: Check = {
  id,
  title: 'Every method with input validates it',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API8:2023', 'PCI DSS 4.0.1 6.2.4'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'DRAFT');
    if (api.kind === 'REST') return judge(api, say);
    const reason = `${api.name} is an HTTP API, which cannot validate requests: its backend has to, or it moves to a REST API.`;
    return [say.capabilityGap({ reason })];
  },
};
