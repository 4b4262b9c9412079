/** Role in every member account that only our discovery may assume; `lib/stacks/member-stack.ts` makes it. */
export const memberRoleName = 'GatehouseReader';

export const memberStackName = 'GatehouseMember';
