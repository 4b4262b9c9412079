/** How the SDK's clients of one account and Region of the local AWS are made; a twelve-digit key is that account's root. */
export interface Site {
  readonly endpoint: string;
  readonly account: string;
  readonly region: string;
}

export const siteConfig = ({ endpoint, account, region }: Site) => ({
  endpoint,
  region,
  credentials: { accessKeyId: account, secretAccessKey: 'test' },
});

/** Runs work with a client and ends the client's connections. */
export const using = async <Client extends { destroy(): void }, Result>(
  client: Client,
  work: (client: Client) => Promise<Result>,
): Promise<Result> => {
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
};
