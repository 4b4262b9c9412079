import type { Check } from '../check.ts';
import { verdicts } from '../verdict.ts';

const id = 'AUTHN-12';
const severity = 'HIGH';

/** An authorizer that is attached to nothing protects nothing, however well it is written. */
export const authn12: Check = {
  id,
  title: 'No authorizer is attached to nothing',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API2:2023'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'DRAFT');
    if (!api.authorizers.known) return [say.unknown(api.authorizers)];
    if (api.authorizers.value.length === 0)
      return [say.notApplicable({ reason: `${api.name} has no authorizer.` })];
    if (!api.draft.known) return [say.unknown(api.draft)];
    const attached = new Set(api.draft.value.map(({ authorizerId }) => authorizerId));
    const idle = api.authorizers.value.filter((authorizer) => !attached.has(authorizer.id));
    if (idle.length === 0)
      return [
        say.pass({
          reason: `All ${api.authorizers.value.length} authorizers of ${api.name} are attached.`,
          seen: [{ call: 'GetAuthorizers', field: 'id', value: api.authorizers.value.map((one) => one.id) }],
        }),
      ];
    return idle.map((authorizer) =>
      say.fail({
        reason: `The authorizer ${authorizer.name} (${authorizer.id}) is attached to no operation of ${api.name}.`,
        seen: [
          { call: 'GetAuthorizers', field: 'id', value: authorizer.id },
          {
            call: api.kind === 'REST' ? 'GetResources' : 'GetRoutes',
            field: 'authorizerId',
            value: [...attached].filter((one) => one !== undefined),
          },
        ],
        remediation: {
          text: `Attach ${authorizer.name} to the operations it was written for, or delete it.`,
          operation: api.kind === 'REST' ? 'UpdateMethod' : 'UpdateRoute',
          ...(api.kind === 'REST'
            ? {
                patch: [
                  {
                    op: 'replace',
                    path: '/authorizationType',
                    value: authorizer.type === 'COGNITO_USER_POOLS' ? authorizer.type : 'CUSTOM',
                  },
                  { op: 'replace', path: '/authorizerId', value: authorizer.id },
                ],
              }
            : {}),
          needsRedeploy: api.kind === 'REST',
        },
      }),
    );
  },
};
