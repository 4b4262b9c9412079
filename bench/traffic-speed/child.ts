/**
 * One measurement in a process of its own, so that nothing else is in its memory.
 * Arguments: what to do, format, file, how many times the file is read.
 */
import { createReadStream, openSync, readFileSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { trafficCollector } from '../../core/traffic/collect.ts';
import { lineCutter } from '../../core/traffic/line-bytes.ts';
import { logFormats } from '../../core/traffic/log-formats.ts';
import { routeMatcher } from '../../core/traffic/routes.ts';

const [what = '', format = '', file = '', times = '1'] = process.argv.slice(2);

const eachPiece = (onPiece: (bytes: Buffer) => void): void => {
  const buffer = Buffer.alloc(256 * 1024);
  for (let time = 0; time < Number(times); time++) {
    const descriptor = openSync(file, 'r');
    for (let size = readSync(descriptor, buffer); size > 0; size = readSync(descriptor, buffer))
      onPiece(buffer.subarray(0, size));
  }
};

/** What a program does that takes every line for an object. */
const jsonParse = (): number => {
  const counts = new Map<string, number>();
  const cutter = lineCutter(
    (bytes, start, end) => {
      const { domainName, httpMethod, path, status } = JSON.parse(
        bytes.toString('utf8', start, end),
      ) as Record<string, string>;
      const key = `${httpMethod} ${domainName} ${path?.length} ${status}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    () => {},
  );
  eachPiece(cutter.chunk);
  return cutter.end();
};

const collector = () =>
  trafficCollector(
    logFormats[format as keyof typeof logFormats],
    routeMatcher({ doors: [], routes: [] }),
    file,
  );

const ours = (): number => {
  const own = collector();
  eachPiece(own.chunk);
  return own.state().lines;
};

const ourGzip = async (): Promise<number> => {
  const own = collector();
  for await (const chunk of createReadStream(file).pipe(createGunzip({ chunkSize: 256 * 1024 })))
    own.chunk(chunk as Buffer);
  return own.state().lines;
};

const started = process.hrtime.bigint();
const before = process.cpuUsage();
const lines = what === 'json-parse' ? jsonParse() : what === 'gzip' ? await ourGzip() : ours();
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    lines,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    // What `getrusage` says includes the process that this one was forked from.
    rssMb: Math.round(Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024),
  }),
);
