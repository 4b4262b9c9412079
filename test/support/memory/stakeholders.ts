import type { Stakeholder } from '../../../core/inventory/stakeholder.ts';
import type { Stakeholders } from '../../../core/ports.ts';

export const memoryStakeholders = (people: readonly Stakeholder[] = []): Stakeholders => {
  let present = people;
  return {
    list: async () => present,
    replace: async (next) => {
      present = next;
    },
  };
};
