import { request as plainRequest } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeBinary } from '../../home.ts';
import { readJson } from '../../json-file.ts';
import type { LocalAws } from '../../local-aws.ts';
import { until } from '../../supervisor/waiting.ts';

export interface BackendsFile {
  readonly pid: number;
  /** Backend → `https://127.0.0.1:port`. */
  readonly urls: Readonly<Record<string, string>>;
}

export const backendsFile = (home: string): string => join(home, 'backends.json');

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** The process that answers behind the one plain address; undefined when nobody does. */
const pidBehind = (url: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const outgoing = plainRequest(`${url}/_requests`, { agent: false, timeout: 2000 }, async (incoming) => {
      let text = '';
      for await (const chunk of incoming) text += chunk;
      resolve((JSON.parse(text) as { pid?: number }).pid);
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve(undefined));
    outgoing.end();
  });

/** The file is a leftover of an earlier process unless that very process answers. */
const runningBackends = async (home: string): Promise<BackendsFile | undefined> => {
  const file = readJson<BackendsFile | undefined>(backendsFile(home), undefined);
  const plain = Object.values(file?.urls ?? {}).find((url) => url.startsWith('http:'));
  return file && plain && (await pidBehind(plain)) === file.pid ? file : undefined;
};

/**
 * Starts the demo bank's services, or finds them running.
 * @returns backend → base address.
 * @throws Error when they do not come up.
 */
export const startBackends = async (
  localAws: Pick<LocalAws, 'home' | 'startProcess'>,
): Promise<BackendsFile['urls']> => {
  const { home } = localAws;
  await localAws.startProcess('demo-bank', nodeBinary(), [main, home]);
  let found: BackendsFile | undefined;
  const isUp = async () => {
    found = await runningBackends(home);
    return found !== undefined;
  };
  if (!(await until(isUp, 30_000)) || !found)
    throw new Error(
      `The demo bank's services did not come up. Look into ${join(home, 'logs', 'demo-bank.log')}.`,
    );
  return found.urls;
};
