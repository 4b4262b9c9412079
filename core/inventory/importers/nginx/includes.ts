import type { InputProblem } from '../../../input-problem.ts';
import { type Directive, parseDirectives } from './directives.ts';
import { type ConfigurationFile, filesOfDump } from './dump.ts';

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

const folderOf = (path: string): string => path.replace(/[^/]*$/, '');

/**
 * Files that an `include` names. A dump knows absolute paths; members of an archive stand at some deeper or shallower
 * place, so that leading folders of the pattern are given up one by one until something fits.
 */
const included = (
  pattern: string,
  main: string,
  files: readonly ConfigurationFile[],
): readonly ConfigurationFile[] => {
  const wanted = pattern.startsWith('/') ? pattern : `${folderOf(main)}${pattern}`;
  const exact = files.filter(({ path }) => fits(path, wanted));
  if (exact.length > 0 || !pattern.startsWith('/'))
    return exact.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const segments = pattern.split('/').slice(1);
  for (let from = 0; from < segments.length; from++) {
    const tail = segments.slice(from).join('/');
    const found = files.filter(({ path }) => fits(path, `${folderOf(main)}${tail}`) || fits(path, tail));
    if (found.length > 0) return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
  return [];
};

const isMain = (directives: readonly Directive[]): boolean =>
  directives.some(({ name, block }) => block !== undefined && (name === 'http' || name === 'stream'));

const maxExpanded = 200_000;

/** Puts every included file in its place. A file that includes itself, however far around, is refused there. */
const expanded = (
  roots: readonly ConfigurationFile[],
  files: readonly ConfigurationFile[],
  parsed: ReadonlyMap<ConfigurationFile, readonly Directive[]>,
  isDump: boolean,
): Configuration => {
  const problems: InputProblem[] = [];
  const main = roots[0]?.path ?? '';
  let complete = roots.some((root) => isMain(parsed.get(root) ?? []));
  let count = 0;
  const known = new Map<string, readonly ConfigurationFile[]>();
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
      const found = known.get(pattern) ?? included(pattern, main, files);
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
        return expand(parsed.get(file) ?? [], [...within, file]);
      });
    });

  const directives = roots.flatMap((root) => expand(parsed.get(root) ?? [], [root]));
  if (count > maxExpanded) {
    complete = false;
    const message = `Includes make more than ${maxExpanded} directives of it.`;
    problems.push({ file: roots[0]?.name ?? '', message, fix: 'Export less at a time.' });
  }
  return { directives, complete, problems };
};

/**
 * The configurations in what was handed in: each dump is one, each main file with what it includes is one, and files
 * without a main file are taken as parts of its `http` block.
 */
export const readConfigurations = (members: readonly ConfigurationFile[]): readonly Configuration[] =>
  groupsOf(members).flatMap(({ files, isDump }) => {
    const read = files.map((file) => ({ file, ...parseDirectives(file.text, file.name) }));
    const parsed = new Map(read.map(({ file, directives }) => [file, directives]));
    const problems = read.flatMap((one) => one.problems);
    const mains = files.filter((file) => isMain(parsed.get(file) ?? []));
    const roots = mains.length > 0 ? mains.map((main) => [main]) : [files];
    return roots.map((root, index) => {
      const configuration = expanded(root, files, parsed, isDump);
      return index > 0
        ? configuration
        : { ...configuration, problems: [...problems, ...configuration.problems] };
    });
  });

const groupsOf = (members: readonly ConfigurationFile[]) => {
  const dumps = members.flatMap((member) => {
    const files = filesOfDump(member.text, member.name);
    return files ? [{ files, isDump: true }] : [];
  });
  const others = members.filter((member) => !filesOfDump(member.text, member.name));
  return others.length > 0 ? [...dumps, { files: others, isDump: false }] : dumps;
};
