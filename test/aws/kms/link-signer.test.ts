import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { kmsLinkSigner, NoMac } from '../../../aws/kms/link-signer.ts';

const kms = mockClient(KMSClient);
process.env.LINK_KEY_ID = 'key-1';

test('asks KMS for the MAC of exactly the message', async () => {
  kms.on(GenerateMacCommand).resolves({ Mac: new Uint8Array(32).fill(7) });
  expect(await kmsLinkSigner().mac('v1|ü')).toEqual(new Uint8Array(32).fill(7));
  expect(kms.commandCalls(GenerateMacCommand)[0]?.args[0].input).toEqual({
    KeyId: 'key-1',
    MacAlgorithm: 'HMAC_SHA_256',
    Message: Buffer.from('v1|ü'),
  });
});

test('an answer without a MAC signs nothing', async () => {
  kms.on(GenerateMacCommand).resolves({});
  await expect(kmsLinkSigner().mac('x')).rejects.toThrow(NoMac);
});
