/** One character missing, added or changed, or two neighbours swapped (Damerau–Levenshtein distance 1). */
export const isTypoOf = (label: string, right: string): boolean => {
  const longer = label.length >= right.length ? label : right;
  const shorter = longer === label ? right : label;
  if (longer.length - shorter.length > 1 || label === right || shorter.length < 2) return false;
  let at = 0;
  while (at < shorter.length && shorter[at] === longer[at]) at++;
  if (longer.length > shorter.length) return shorter.slice(at) === longer.slice(at + 1);
  if (shorter.slice(at + 1) === longer.slice(at + 1)) return true;
  return (
    shorter[at] === longer[at + 1] &&
    shorter[at + 1] === longer[at] &&
    shorter.slice(at + 2) === longer.slice(at + 2)
  );
};
