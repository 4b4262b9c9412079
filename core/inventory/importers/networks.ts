/** Networks that hold every address: an allow list with one of them allows everybody. */
export const everyone = (network: string): boolean =>
  /^(?:0\.0\.0\.0|::|0:0:0:0:0:0:0:0)\/0+$/.test(network.trim());
