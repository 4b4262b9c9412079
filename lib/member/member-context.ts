import type { Node } from 'constructs';
import type { MemberStackProps } from '../stacks/member-stack.ts';

const fields = [
  'governanceAccount',
  'externalId',
  'roleRegion',
  'operatorRoles',
  'eventBusArn',
] as const satisfies readonly (keyof MemberStackProps)[];

/**
 * Values of `-c member:governanceAccount=… -c member:externalId=…` and so on; `undefined` without any of them: then
 * the deployment is that of Gatehouse itself and not of a member account.
 */
export const memberContext = (node: Node): MemberStackProps | undefined => {
  const given = fields.flatMap((field) => {
    const value: unknown = node.tryGetContext(`member:${field}`);
    return value === undefined ? [] : [[field, String(value)] as const];
  });
  return given.length > 0 ? Object.fromEntries(given) : undefined;
};
