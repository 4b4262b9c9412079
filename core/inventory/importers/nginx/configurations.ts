import type { InputProblem } from '../../../input-problem.ts';
import { type Directive, parseDirectives } from './directives.ts';
import { type ConfigurationFile, filesOfDump } from './dump.ts';
import {
  type Configuration,
  expandIncludes,
  includedFiles,
  type ParsedConfigurationFile,
} from './includes.ts';

const isMain = ({ directives }: ParsedConfigurationFile): boolean =>
  directives.some(({ name, block }) => block !== undefined && (name === 'http' || name === 'stream'));

/** Directives that stand directly in `http` and nowhere else. */
const onlyInHttp: readonly string[] = [
  'server',
  'upstream',
  'map',
  'geo',
  'split_clients',
  'limit_req_zone',
  'limit_conn_zone',
  'log_format',
  'proxy_cache_path',
];

/**
 * Files to begin at without a main file: those that are surely parts of `http`. A snippet that some server includes,
 * or a file of passwords, would apply to everything if it were taken for one.
 */
const partsOf = (files: readonly ParsedConfigurationFile[]): readonly ParsedConfigurationFile[] => {
  const parts = files.filter(({ directives }) =>
    directives.some(({ name, block }) => onlyInHttp.includes(name) && (name !== 'server' || block)),
  );
  const included = new Set(
    files.flatMap(({ path, directives }) =>
      [...new Set(includePatterns(directives))].flatMap((pattern) => includedFiles(pattern, path, files)),
    ),
  );
  const first = parts.filter((file) => !included.has(file));
  return first.length > 0 ? first : parts;
};

const includePatterns = (directives: readonly Directive[]): readonly string[] =>
  directives.flatMap(({ name, args, block }) =>
    block ? includePatterns(block) : name === 'include' ? args.slice(0, 1) : [],
  );

const groupsOf = (members: readonly ConfigurationFile[]) => {
  const read = members.map((member) => ({ member, dump: filesOfDump(member.text, member.name) }));
  const others = read.filter(({ dump }) => !dump).map(({ member }) => member);
  return [
    ...read.flatMap(({ dump }) => (dump ? [{ files: dump, isDump: true }] : [])),
    ...(others.length > 0 ? [{ files: others, isDump: false }] : []),
  ];
};

const withoutServer = ({ name, problems }: ParsedConfigurationFile): readonly InputProblem[] => [
  ...problems,
  {
    file: name,
    message: 'It has no http and no server block.',
    fix: 'Hand in nginx.conf with all that it includes, or the output of nginx -T.',
  },
];

/**
 * The configurations in what was handed in: each dump is one, each main file with what it includes is one, and files
 * without a main file are taken as parts of its `http` block.
 */
export const readConfigurations = (members: readonly ConfigurationFile[]): readonly Configuration[] =>
  groupsOf(members).flatMap(({ files, isDump }) => {
    const parsed = files.map((file) => ({ ...file, ...parseDirectives(file.text, file.name) }));
    const mains = parsed.filter(isMain);
    if (mains.length > 0) return mains.map((main) => expandIncludes([main], parsed, isDump));
    const parts = partsOf(parsed);
    return parts.length > 0
      ? [{ ...expandIncludes(parts, parsed, isDump), complete: false }]
      : [{ directives: [], complete: false, problems: parsed.flatMap(withoutServer) }];
  });
