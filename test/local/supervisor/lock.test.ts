import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { writeJson } from '../../../local/json-file.ts';
import { withLock } from '../../../local/supervisor/lock.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gatehouse-lock-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test('one after the other', async () => {
  const order: string[] = [];
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      order.push(`${name} begins`);
      setImmediate(() => {
        order.push(`${name} ends`);
        resolve();
      });
    });
  await Promise.all([withLock(home, work('a')), withLock(home, work('b'))]);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('takes over the lock of a run that was killed', async () => {
  writeJson(join(home, 'lock.json'), { pid: 2 ** 22 + 1, identity: 'of a process that is gone' });
  expect(await withLock(home, async () => 'done')).toBe('done');
});

test('is open again after a failure', async () => {
  await expect(withLock(home, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(join(home, 'lock.json'))).toBe(false);
});
