import type { InputProblem } from '../../../input-problem.ts';
import type { Directive, ParsedFile } from './directives.ts';
import type { ConfigurationFile } from './dump.ts';

/** A file and what could be read of it. */
export interface ParsedConfigurationFile extends ConfigurationFile, ParsedFile {}

export interface Configuration {
  /** The main file's directives, or those of all files when there is no main file. */
  readonly directives: readonly Directive[];
  /** False when `nginx.conf` is not among the files, or something that it includes is missing. */
  readonly complete: boolean;
  readonly problems: readonly InputProblem[];
}

/** Files that hold lists of types and parameters and no route or control. */
const inert =
  /(?:^|\/)(?:mime\.types|(?:fastcgi|uwsgi|scgi)(?:_params|\.conf)|koi-\w+|win-utf|modules-enabled\/.*|.*mod-.*\.conf)$/;

/** `*` and `?` within one path, in time linear in both: never a regular expression. */
const fits = (path: string, pattern: string): boolean => {
  let [at, in_, star, retry] = [0, 0, -1, 0];
  while (at < path.length) {
    const wanted = pattern.charAt(in_);
    if (wanted === '*') {
      star = in_;
      retry = at;
      in_ += 1;
    } else if (
      in_ < pattern.length &&
      (wanted === path.charAt(at) || (wanted === '?' && path.charAt(at) !== '/'))
    ) {
      at += 1;
      in_ += 1;
    } else if (star >= 0 && path.charAt(retry) !== '/') {
      retry += 1;
      at = retry;
      in_ = star + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(in_));
};

/** The folder of a file and all around it: `a/b/`, `a/`, and the empty one. */
const foldersAround = (path: string): readonly string[] => {
  const folders = path.split('/').slice(0, -1);
  return [...folders.map((_, index) => `${folders.slice(0, folders.length - index).join('/')}/`), ''];
};

/**
 * Files that an `include` names. A dump knows absolute paths; members of an archive stand at some deeper or shallower
 * place, so that leading folders of the pattern are given up one by one, and folders around the main file tried, until
 * something fits.
 */
export const includedFiles = <File extends ConfigurationFile>(
  pattern: string,
  main: string,
  files: readonly File[],
): readonly File[] => {
  const isAbsolute = pattern.startsWith('/');
  const segments = pattern.split('/').slice(isAbsolute ? 1 : 0);
  const tails = isAbsolute ? segments.map((_, from) => segments.slice(from).join('/')) : [pattern];
  const wanted = [
    ...(isAbsolute ? [pattern] : []),
    ...tails.flatMap((tail) => foldersAround(main).map((folder) => `${folder}${tail}`)),
  ];
  for (const one of wanted) {
    const found = files.filter(({ path }) => fits(path, one));
    if (found.length > 0) return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
  return [];
};

const maxExpanded = 200_000;

/**
 * Puts every included file in its place, beginning at the roots, the first of which says where relative names begin. A
 * file that includes itself, however far around, is refused there.
 */
export const expandIncludes = (
  roots: readonly ConfigurationFile[],
  files: readonly ParsedConfigurationFile[],
  isDump: boolean,
): Configuration => {
  const parsed = new Map<ConfigurationFile, ParsedConfigurationFile>(files.map((file) => [file, file]));
  const reached = new Set<ConfigurationFile>(roots);
  const problems: InputProblem[] = [];
  const main = roots[0]?.path ?? '';
  let complete = true;
  let count = 0;
  const known = new Map<string, readonly ParsedConfigurationFile[]>();
  const reported = new Set<Directive>();
  const report = (directive: Directive, message: string, fix: string): void => {
    if (reported.has(directive)) return;
    reported.add(directive);
    problems.push({ file: directive.file, line: directive.line, message, fix });
  };

  const expand = (
    directives: readonly Directive[],
    within: readonly ConfigurationFile[],
  ): readonly Directive[] =>
    directives.flatMap((directive): readonly Directive[] => {
      count += 1;
      if (count > maxExpanded) return [];
      if (directive.name !== 'include' || directive.block)
        return [directive.block ? { ...directive, block: expand(directive.block, within) } : directive];
      const pattern = directive.args[0] ?? '';
      const found = known.get(pattern) ?? includedFiles(pattern, main, files);
      known.set(pattern, found);
      if (found.length === 0 && !inert.test(pattern)) {
        // A pattern that fits nothing is no mistake, and a dump would have what it fits.
        if (!/[*?]/.test(pattern)) {
          const message = `It includes ${pattern.slice(0, 200)}, which is not among the files.`;
          report(directive, message, 'Hand in the output of nginx -T, which has every file in it.');
          complete = false;
        } else if (!isDump) complete = false;
      }
      return found.flatMap((file) => {
        if (within.includes(file)) {
          const message = 'It includes a file that includes it in turn.';
          report(directive, message, 'Break the circle; the second time is not read.');
          return [];
        }
        reached.add(file);
        return expand(parsed.get(file)?.directives ?? [], [...within, file]);
      });
    });

  const directives = roots.flatMap((root) => expand(parsed.get(root)?.directives ?? [], [root]));
  if (count > maxExpanded) {
    complete = false;
    const message = `Includes make more than ${maxExpanded} directives of it.`;
    problems.push({ file: roots[0]?.name ?? '', message, fix: 'Export less at a time.' });
  }
  // What stands in files that nothing includes is nobody's mistake.
  const unparsed = files.filter((file) => reached.has(file)).flatMap((file) => file.problems);
  return { directives, complete, problems: [...unparsed, ...problems] };
};
