import { authorizationControls } from '../aws-resources/gateway-controls.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';

const none = /^NONE$/i;

/** What the name of an authorizer stands for in an API’s `Auth`. */
const kindOf = (auth: ConfigNode, name: string): string => {
  if (name === 'AWS_IAM') return 'AWS_IAM';
  const authorizer = nodeAt(auth, 'Authorizers', name);
  return hasAt(authorizer, 'UserPoolArn') || hasAt(authorizer, 'JwtConfiguration') ? 'JWT' : 'CUSTOM';
};

const scopesOf = (own: ConfigNode, auth: ConfigNode, name: string): readonly string[] => {
  const scopes = itemsAt(own, 'AuthorizationScopes');
  return (scopes.length > 0 ? scopes : itemsAt(auth, 'Authorizers', name, 'AuthorizationScopes')).map((one) =>
    textAt(one),
  );
};

/** What an event asks for: its own authorizer, else the default one of its API, unless it says `NONE`. */
export const eventControls = (auth: ConfigNode, event: ConfigNode): readonly RouteControl[] => {
  const own = nodeAt(event, 'Auth');
  const named = textAt(own, 'Authorizer');
  const standard = textAt(auth, 'DefaultAuthorizer');
  const keys = hasAt(own, 'ApiKeyRequired') ? own : auth;
  const key = authorizationControls('', [], isTrueAt(keys, 'ApiKeyRequired'), proofOf(keys));
  const dropped =
    hasAt(own, 'ApiKeyRequired') && !isTrueAt(own, 'ApiKeyRequired') && isTrueAt(auth, 'ApiKeyRequired')
      ? [
          {
            control: 'api-key',
            effective: 'no',
            proof: proofOf(own),
            disarmedBy: 'The event needs no key (ApiKeyRequired: false).',
          } as const,
        ]
      : [];
  if (none.test(named)) {
    const disarmedBy = 'The event switches the default authorizer off (Authorizer: NONE).';
    const off = standard ? authorizationControls(kindOf(auth, standard), [], false, proofOf(own)) : [];
    return [
      ...off.map((control): RouteControl => ({ ...control, effective: 'no', disarmedBy })),
      ...key,
      ...dropped,
    ];
  }
  const name = named || standard;
  const proof = proofOf(named ? own : auth);
  return [
    ...(name && !none.test(name)
      ? authorizationControls(kindOf(auth, name), scopesOf(own, auth, name), false, proof)
      : []),
    ...key,
    ...dropped,
  ];
};
