const isVariable = (segment: string): boolean => segment.startsWith('{');
const isGreedy = (segment: string): boolean => segment.endsWith('+}');

/** Literal before variable before greedy, segment by segment. */
const rank = (template: string): string =>
  template
    .split('/')
    .map((segment) => (isGreedy(segment) ? '2' : isVariable(segment) ? '1' : '0'))
    .join('');

const fits = (template: string, path: readonly string[]): boolean => {
  const segments = template.split('/').filter(Boolean);
  for (const [index, segment] of segments.entries()) {
    const actual = path[index];
    if (actual === undefined) return false;
    if (isGreedy(segment)) return true;
    if (!isVariable(segment) && segment !== actual) return false;
  }
  return segments.length === path.length;
};

/** The resource that API Gateway routes a path to: the most literal template that fits. */
export const matchResource = (templates: Iterable<string>, path: string): string | undefined => {
  const segments = path.split('/').filter(Boolean);
  return [...templates]
    .filter((template) => fits(template, segments))
    .sort((a, b) => rank(a).localeCompare(rank(b)))[0];
};
