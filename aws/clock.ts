import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import type { Clock, Ids } from '../core/ports.ts';

export const systemClock: Clock = { now: () => new Date() };

export const systemIds: Ids = {
  ulid: () => ulid(),
  random: (bytes) => randomBytes(bytes).toString('base64url'),
};
