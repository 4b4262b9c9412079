/**
 * How often each status code was answered, ascending by code. Pairs and not an object: members whose names are numbers
 * take the room of an array up to the largest.
 */
export type StatusCounts = readonly (readonly [status: number, count: number])[];

/** Commutative and associative. */
export const addedStatuses = (a: StatusCounts, b: StatusCounts): StatusCounts => {
  const sum = new Map(a);
  for (const [status, count] of b) sum.set(status, (sum.get(status) ?? 0) + count);
  return [...sum].sort(([one], [other]) => one - other);
};
