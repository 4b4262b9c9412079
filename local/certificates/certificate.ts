import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import * as der from './der.ts';

export interface Issued {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: string;
  readonly subject: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Extended key usages (RFC 5280, 4.2.1.12). */
const extendedUsage = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

interface Request {
  /** The common name. */
  readonly subject: string;
  /** DNS names (a leading `*.` is a wildcard) and IPv4 addresses; none for an authority. */
  readonly names: readonly string[];
  readonly from: Date;
  readonly until: Date;
  /** What the key proves: a server (unless told) or a client. */
  readonly usage?: keyof typeof extendedUsage;
  /** The authority that signs; absent, it signs itself and is an authority. */
  readonly authority?: Pick<Issued, 'subject' | 'privateKey' | 'publicKey'>;
}

const ecdsaWithSha256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));
const distinguished = (name: string) =>
  der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.utf8(name))));
const extension = (id: string, critical: boolean, value: Buffer) =>
  der.sequence(der.oid(id), ...(critical ? [der.bool(true)] : []), der.octets(value));
const keyId = (key: KeyObject) =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
const generalName = (name: string) =>
  isIPv4(name)
    ? der.context(7, Buffer.from(name.split('.').map(Number)), false)
    : der.context(2, Buffer.from(name), false);

const pem = (certificate: Buffer): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(certificate.toString('base64').match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n');

/** Key usage bits (RFC 5280, 4.2.1.3): an authority signs certificates and lists, a server signs handshakes. */
const keyUsage = (authority: boolean) =>
  authority ? der.bits(Buffer.from([0x06]), 1) : der.bits(Buffer.from([0x80]), 7);

const extensions = (request: Request, own: KeyObject, signer: KeyObject): Buffer[] => {
  const isAuthority = !request.authority;
  const purpose = der.sequence(der.oid(extendedUsage[request.usage ?? 'server']));
  return [
    extension('2.5.29.19', true, der.sequence(...(isAuthority ? [der.bool(true)] : []))),
    extension('2.5.29.15', true, keyUsage(isAuthority)),
    extension('2.5.29.14', false, der.octets(keyId(own))),
    extension('2.5.29.35', false, der.sequence(der.context(0, keyId(signer), false))),
    ...(isAuthority ? [] : [extension('2.5.29.37', false, purpose)]),
    ...(request.names.length > 0
      ? [extension('2.5.29.17', false, der.sequence(...request.names.map(generalName)))]
      : []),
  ];
};

/** Issues an X.509 v3 certificate (RFC 5280) with a new P-256 key. */
export const issue = (request: Request): Issued => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authority = request.authority ?? { subject: request.subject, privateKey, publicKey };
  const serial = randomBytes(16);
  serial[0] = (serial[0] ?? 0) | 0x40;
  const body = der.sequence(
    der.context(0, der.integer(Buffer.from([2]))),
    der.integer(serial),
    ecdsaWithSha256,
    distinguished(authority.subject),
    der.sequence(der.time(request.from), der.time(request.until)),
    distinguished(request.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...extensions(request, publicKey, authority.publicKey))),
  );
  const signature = sign('sha256', body, authority.privateKey);
  return {
    certificate: pem(der.sequence(body, ecdsaWithSha256, der.bits(signature))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    subject: request.subject,
    privateKey,
    publicKey,
  };
};
