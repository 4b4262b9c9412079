import type { ApiRecord } from '../inventory/api-record.ts';
import type { Catalogue, Clock } from '../ports.ts';
import { revealedClaims } from './claim.ts';
import { claimsEvidence } from './claim-evidence.ts';
import type { WorkshopClaims, Workshops } from './ports.ts';

/** The claims of every workshop that others may see, as evidence. */
export const workshopClaims = (ports: {
  readonly workshops: Pick<Workshops, 'list' | 'read'>;
  readonly catalogue: Pick<Catalogue, 'get'>;
  readonly clock: Clock;
}): WorkshopClaims => ({
  async list() {
    const evidence = [];
    for (const { sessionId } of await ports.workshops.list()) {
      const workshop = await ports.workshops.read(sessionId);
      if (!workshop) continue;
      const records = new Map<string, ApiRecord>();
      for (const { target, same } of workshop.links) {
        const record = same && 'apiId' in target ? await ports.catalogue.get(target.apiId) : undefined;
        if (record && 'apiId' in target) records.set(target.apiId, record);
      }
      const claims = revealedClaims(workshop, ports.clock.now());
      evidence.push(...claimsEvidence(claims, workshop.links, records));
    }
    return evidence;
  },
});
