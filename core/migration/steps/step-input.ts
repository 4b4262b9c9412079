import * as z from 'zod';
import { apiId, cycleId, migrationId } from '../../identifiers.ts';

/** Ids become parts of keys and names: letters, digits and dashes. */
const id = z.string().regex(/^[A-Za-z0-9-]{1,80}$/);

/** What the machine is started with. */
export const migrationStart = z.object({
  migrationId: id.transform(migrationId),
  apiId: id.transform(apiId),
  cycleId: id.transform(cycleId),
});

/** What every state after the lock hands on. */
export const stepInput = z.object({
  migrationId: id.transform(migrationId),
  fence: z.number().int().min(0),
});
