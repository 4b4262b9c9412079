/**
 * The little of DER (ITU-T X.690) that an X.509 certificate needs: Node.js signs and reads certificates, but
 * does not write them.
 */
const length = (bytes: number): Buffer => {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const digits = Buffer.from(bytes.toString(16).padStart(bytes > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
};

/** One element: tag, length, content. */
export const element = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
};

export const sequence = (...items: readonly Buffer[]): Buffer => element(0x30, ...items);
export const set = (...items: readonly Buffer[]): Buffer => element(0x31, ...items);
export const bool = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]));
export const octets = (value: Buffer): Buffer => element(0x04, value);
export const utf8 = (value: string): Buffer => element(0x0c, Buffer.from(value));
/** Bits that fill whole bytes, but for `unused` ones at the end. */
export const bits = (value: Buffer, unused = 0): Buffer => element(0x03, Buffer.from([unused]), value);
/** A context-specific element: constructed when it wraps others, primitive when it replaces a plain one. */
export const context = (number: number, content: Buffer, constructed = true): Buffer =>
  element(0x80 | (constructed ? 0x20 : 0) | number, content);

/** A positive number; a leading zero keeps the highest bit from meaning minus. */
export const integer = (value: Buffer): Buffer =>
  element(0x02, value[0] && value[0] < 0x80 ? value : Buffer.concat([Buffer.from([0]), value]));

/** An object identifier in dotted form. */
export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return element(0x06, Buffer.from(bytes));
};

/** GeneralizedTime, to the second, in UTC. */
export const time = (value: Date): Buffer =>
  element(0x18, Buffer.from(`${value.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
