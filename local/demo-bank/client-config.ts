/**
 * The bank's own administrator at the local AWS: explicit, so that nothing of the caller's environment leaks in and a
 * real account is never touched.
 */
export const localClientConfig = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
