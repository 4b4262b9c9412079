import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type AttributeValue = Readonly<Record<string, unknown>>;
type Item = Readonly<Record<string, AttributeValue>>;

/** Bytes of a value as DynamoDB counts them (developer guide, "DynamoDB item sizes and formats"). */
const valueBytes = (value: AttributeValue): number => {
  if (typeof value.S === 'string') return Buffer.byteLength(value.S);
  if (typeof value.N === 'string') return Math.ceil(value.N.replace(/[-.]/g, '').length / 2) + 1;
  if (Array.isArray(value.L))
    return 3 + (value.L as AttributeValue[]).reduce((sum, one) => sum + 1 + valueBytes(one), 0);
  if (value.M) return 3 + itemBytes(value.M as Item) + Object.keys(value.M).length;
  return 1;
};
const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

const page = 1024 * 1024;
const text = (value: AttributeValue | undefined): string => (typeof value?.S === 'string' ? value.S : '');

export interface Units {
  requests: number;
  /** Write request units, of the table and of its index that projects everything. */
  write: number;
  /** Read request units; queries of the index are eventually consistent. */
  read: number;
}

/** A table with one index that speaks as much of DynamoDB's protocol as the catalogue needs, and counts. */
export const countingTable = async () => {
  const rows = new Map<string, { readonly item: Item; readonly bytes: number }>();
  let units: Units = { requests: 0, write: 0, read: 0 };
  const keyOf = (item: Item): string => `${text(item.pk)}\n${text(item.sk)}`;

  const put = ({ Item: item }: { Item: Item }) => {
    const bytes = itemBytes(item);
    const kilobytes = Math.ceil(bytes / 1024);
    units.write += item.gsi1pk ? 2 * kilobytes : kilobytes;
    rows.set(keyOf(item), { item, bytes });
    return {};
  };
  const query = (input: {
    IndexName?: string;
    ConsistentRead?: boolean;
    ExpressionAttributeValues: Item;
    ExclusiveStartKey?: Item;
  }) => {
    const { ':partition': partition, ':pk': pk } = input.ExpressionAttributeValues;
    const found = [...rows.values()]
      .filter(({ item }) =>
        input.IndexName ? text(item.gsi1pk) === text(partition) : text(item.pk) === text(pk),
      )
      .sort((a, b) => (text(a.item.gsi1sk) < text(b.item.gsi1sk) ? -1 : 1));
    const after = input.ExclusiveStartKey ? keyOf(input.ExclusiveStartKey) : undefined;
    let at = after === undefined ? 0 : found.findIndex(({ item }) => keyOf(item) === after) + 1;
    let bytes = 0;
    const items: Item[] = [];
    for (; at < found.length && bytes < page; at++) {
      const row = found[at];
      if (!row) break;
      bytes += row.bytes;
      items.push(row.item);
    }
    units.read += Math.max(1, Math.ceil(bytes / 4096)) * (input.ConsistentRead ? 1 : 0.5);
    const last = items.at(-1);
    return {
      Items: items,
      Count: items.length,
      ...(at < found.length && last
        ? { LastEvaluatedKey: { pk: last.pk, sk: last.sk, gsi1pk: last.gsi1pk, gsi1sk: last.gsi1sk } }
        : {}),
    };
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      units.requests += 1;
      const input = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const operation = String(request.headers['x-amz-target']).split('.')[1];
      const answer = operation === 'PutItem' ? put(input) : query(input);
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rows: () => rows.size,
    /** Units since the last time that somebody asked. */
    taken(): Units {
      const counted = units;
      units = { requests: 0, write: 0, read: 0 };
      return counted;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
