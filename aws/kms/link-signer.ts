import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import type { LinkSigner } from '../../core/risk/ports.ts';
import { setting } from '../settings.ts';

/** KMS answered without a MAC. */
export class NoMac extends Error {
  override readonly name = 'NoMac';
}

/**
 * HMAC-SHA-256 under a KMS key that nobody can export. A link carries the first half of the MAC, which `VerifyMac`
 * does not take: whoever checks a link makes the MAC again and compares in constant time.
 */
export const kmsLinkSigner = (): LinkSigner => {
  const keyId = setting('LINK_KEY_ID');
  const client = new KMSClient({});
  return {
    async mac(message) {
      const { Mac } = await client.send(
        new GenerateMacCommand({ KeyId: keyId, MacAlgorithm: 'HMAC_SHA_256', Message: Buffer.from(message) }),
      );
      if (!Mac) throw new NoMac('KMS answered GenerateMac without a MAC.');
      return Mac;
    },
  };
};
