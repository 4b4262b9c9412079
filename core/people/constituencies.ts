import type { Role } from '../inventory/stakeholder.ts';

export interface Constituency {
  readonly title: string;
  /** What a cycle cannot do without them, one clause. */
  readonly brings: string;
}

/** The six groups that the method assembles before anything is looked for (step 1.1), in its order. */
export const constituencies = {
  business: { title: 'Business', brings: 'knows what each API is for and answers for it' },
  partners: {
    title: 'Partner management',
    brings: 'knows who outside the bank calls what, under which contract',
  },
  infrastructure: { title: 'Infrastructure', brings: 'connects accounts, networks and logs' },
  'enterprise-architecture': {
    title: 'Enterprise architecture',
    brings: 'leads the workshop and settles what is one API',
  },
  it: { title: 'IT and API teams', brings: 'run the APIs and confirm what is found' },
  risk: { title: 'Risk', brings: 'decides on what does not conform' },
} as const satisfies Readonly<Record<Role, Constituency>>;
