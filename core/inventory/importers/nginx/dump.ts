/** One file of a configuration by the path under which others include it. */
export interface ConfigurationFile {
  /** `/etc/nginx/conf.d/pay.conf`, or the name of the member. */
  readonly path: string;
  /** As a person finds it in what was handed in. */
  readonly name: string;
  readonly text: string;
}

const marker = /^# configuration file (.+):$/;

/** The files that a dump of `nginx -T` holds, by its comments; undefined when it is none. */
export const filesOfDump = (text: string, name: string): readonly ConfigurationFile[] | undefined => {
  if (!/^# configuration file .+:$/m.test(text)) return undefined;
  const files: { path: string; lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, path] = marker.exec(line) ?? [];
    if (path) files.push({ path, lines: [] });
    else files.at(-1)?.lines.push(line);
  }
  return files.map(({ path, lines }) => ({ path, name: `${name}!${path}`, text: lines.join('\n') }));
};
