/** A longer column with the same beginning. */
export const grown = <Column extends Float64Array | Uint32Array | Uint8Array | Int32Array>(
  column: Column,
  length: number,
): Column => {
  const larger = new (column.constructor as new (length: number) => Column)(length);
  larger.set(column);
  return larger;
};
