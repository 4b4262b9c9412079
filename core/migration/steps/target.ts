import type { Migration } from '../migration.ts';

export class TargetMissing extends Error {
  override readonly name = 'TargetMissing';
}

/** @throws TargetMissing when a step runs before the target was created */
export const targetOf = ({ migrationId, target }: Migration): NonNullable<Migration['target']> => {
  if (!target) throw new TargetMissing(`Migration ${migrationId} has no target.`);
  return target;
};
