/** Calls that a sweep spends for each API it lists, what all of them share included. */
const callsPerApi = 10;

/**
 * Calls that the API at a place of the list may use, from 0. The first ones do with one call less until what all
 * share and the lists are paid for, so that the whole keeps to ten an API; none has to do with less than nine, which
 * is enough for a reading with one new deployment.
 * @param overhead calls for lists and what is shared
 */
export const callAllowance = (index: number, overhead: number): number =>
  index < overhead ? callsPerApi - 1 : callsPerApi;
