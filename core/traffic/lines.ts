/** Longer lines are not requests; API Gateway and load balancers stay far under it. */
const maxLineBytes = 64 * 1024;

/**
 * Cuts a stream of bytes into lines, whatever the chunks are. Memory is one chunk and one line.
 * @param onLine gets each line without its end and its 1-based number; `undefined` for a line over the limit.
 * @returns how many lines there were.
 */
export const eachLine = async (
  chunks: AsyncIterable<Buffer>,
  onLine: (line: string | undefined, number: number) => void,
  limit = maxLineBytes,
): Promise<number> => {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let number = 0;
  const end = (tail: Buffer): void => {
    number += 1;
    const bytes = pendingBytes + tail.length;
    if (bytes > limit) onLine(undefined, number);
    else {
      const line = (pending.length ? Buffer.concat([...pending, tail]) : tail).toString('utf8');
      onLine(line.endsWith('\r') ? line.slice(0, -1) : line, number);
    }
    pending = [];
    pendingBytes = 0;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      end(chunk.subarray(from, at));
      from = at + 1;
    }
    const rest = chunk.subarray(from);
    pendingBytes += rest.length;
    // A line that is too long is counted on, not kept. Copied: the source may use its buffer again.
    if (pendingBytes <= limit) pending.push(Buffer.from(rest));
    else pending = [];
  }
  if (pendingBytes > 0) end(Buffer.alloc(0));
  return number;
};
