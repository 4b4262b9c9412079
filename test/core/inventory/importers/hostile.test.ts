import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { type ImportOutcome, readImport } from '../../../../core/inventory/importers/read-import.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const mebibyte = 1024 * 1024;

const kong = '_format_version: "3.0"\nservices:\n- name: a\n  url: http://a.bank.example\n';

const readOne = (name: string, bytes: Uint8Array | string, importer?: string): ImportOutcome =>
  readImport({
    name,
    files: [{ name, bytes: typeof bytes === 'string' ? encode(bytes) : bytes }],
    ...(importer ? { importer } : {}),
  });

/** 18 MiB that pack to a tenth or so: large, and no bomb. */
const halfNoise = (() => {
  let state = 1;
  return Uint8Array.from({ length: 18 * mebibyte }, (_, at) => {
    if (at % 12 > 0) return 0;
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 16) & 0xff;
  });
})();

/** What a person reads of the first thing that is wrong. */
const messages = (outcome: ImportOutcome): readonly string[] =>
  (outcome.ok ? outcome.reading.problems : outcome.problems).map(({ message, fix }) => `${message} ${fix}`);

/** Hostile input is refused within two seconds. Of the processor: a busy machine takes longer, and is not slower. */
const within = (read: () => ImportOutcome): ImportOutcome => {
  const start = process.cpuUsage();
  const outcome = read();
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1_000).toBeLessThan(2_000);
  return outcome;
};

const refused = (read: () => ImportOutcome, why: RegExp): void => {
  const outcome = within(read);
  expect(outcome.ok).toBe(false);
  expect(messages(outcome).join('\n')).toMatch(why);
  for (const message of messages(outcome)) expect(message).toMatch(/^[A-Z].{15,}\.$/s);
  expect(JSON.stringify(outcome)).not.toMatch(/\bat .*\.ts:\d|node_modules/);
};

/** Changes one entry's 16 or 32 bits of the central directory, which is where the reader looks. */
const patched = (zip: Uint8Array, offset: number, value: number, bytes: 2 | 4): Uint8Array => {
  const copy = Buffer.from(zip);
  const at = copy.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  if (bytes === 2) copy.writeUInt16LE(value, at + offset);
  else copy.writeUInt32LE(value, at + offset);
  return copy;
};

describe('archives', () => {
  test('a member that unpacks to much more than it was packed to', () => {
    const zip = zipSync({ 'kong.yaml': new Uint8Array(15 * mebibyte) });
    refused(() => readOne('bomb.zip', zip), /"kong\.yaml" unpacks to too much.*100 times/s);
  });

  test('a member above the size of a file', () => {
    const noise = new Uint8Array(21 * mebibyte).map((_, index) => (index * 7919) % 251);
    const zip = zipSync({ 'a.yaml': [noise, { level: 1 }] });
    refused(() => readOne('large.zip', zip), /too much/);
  });

  test('more than 64 MiB together', () => {
    const members = [1, 2, 3, 4].map((number) => [`${number}.yaml`, [halfNoise, { level: 1 }] as const]);
    const zip = zipSync(Object.fromEntries(members));
    refused(() => readOne('many.zip', zip), /"4\.yaml" unpacks to too much/);
  });

  test('more than 2,000 members', () => {
    const members = Array.from({ length: 2_001 }, (_, index) => [`${index}.yaml`, encode('a: 1')]);
    const zip = zipSync(Object.fromEntries(members));
    refused(() => readOne('entries.zip', zip), /more than 2000 members/);
  });

  test.each([
    '../evil.yaml',
    '/etc/evil.yaml',
    'C:\\evil.yaml',
    'a/../../evil.yaml',
    '..\\evil.yaml',
    '\\\\host\\evil.yaml',
  ])('a member that is named %s', (name) => {
    refused(
      () => readOne('traversal.zip', zipSync({ [name]: encode(kong) })),
      /names a place outside the archive/,
    );
  });

  test('a symbolic link', () => {
    const zip = zipSync({ 'kong.yaml': [encode('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
    refused(() => readOne('link.zip', zip), /symbolic link/);
  });

  test('an encrypted member', () => {
    refused(
      () => readOne('locked.zip', patched(zipSync({ 'kong.yaml': encode(kong) }), 8, 1, 2)),
      /encrypted/,
    );
  });

  test('a member whose declared size is a lie', () => {
    refused(() => readOne('lie.zip', patched(zipSync({ 'kong.yaml': encode(kong) }), 24, 5, 4)), /damaged/);
  });

  test('members that share their bytes', () => {
    const zip = Buffer.from(zipSync({ 'a.yaml': encode(kong), 'b.yaml': encode(kong) }));
    const second = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(0, second + 42);
    refused(() => readOne('overlap.zip', zip), /overlap/);
  });

  test('an archive that is cut off', () => {
    refused(
      () => readOne('cut.zip', zipSync({ 'kong.yaml': encode(kong) }).slice(0, -30)),
      /broken or cut off/,
    );
  });

  test('an archive in an archive is named and not opened, and what is beside it is read', () => {
    const inner = zipSync({ 'kong.yaml': encode(kong) });
    const outcome = within(() =>
      readOne('outer.zip', zipSync({ 'inner.zip': inner, 'kong.yaml': encode(kong) })),
    );
    expect(outcome).toMatchObject({ ok: true, importer: { id: 'kong' } });
    expect(messages(outcome)).toContainEqual(expect.stringMatching(/archive inside an archive/));
  });

  test('an archive of nothing but archives', () => {
    const inner = zipSync({ 'kong.yaml': encode(kong) });
    refused(() => readOne('outer.zip', zipSync({ 'inner.zip': inner })), /archive inside an archive/);
  });

  test('a gzip is opened, and one that unpacks to too much is not', () => {
    expect(readOne('kong.yaml.gz', gzipSync(kong))).toMatchObject({ ok: true, importer: { id: 'kong' } });
    refused(() => readOne('bomb.gz', gzipSync(new Uint8Array(60 * mebibyte))), /unpacks to too much/);
    refused(() => readOne('inner.gz', gzipSync(zipSync({ a: encode(kong) }))), /not opened/);
  });

  test('other archives', () => {
    const tar = Buffer.alloc(1_024);
    tar.write('ustar', 257);
    refused(() => readOne('export.tar', tar), /Hand in a zip/);
  });
});

describe('sizes and depths', () => {
  test('a file of 50 MB', () => {
    refused(() => readOne('kong.yaml', new Uint8Array(50 * mebibyte)), /It has 50 MiB; at most 20 MiB/);
  });

  test('a table of a million rows', () => {
    const rows = `name,host,path\n${'a,b.example,/c\n'.repeat(999_999)}`;
    refused(() => readOne('apis.csv', rows, 'spreadsheet'), /rows|MiB|bytes/);
  });

  test('a folder of archives that are large together', () => {
    const bytes = zipSync({ 'kong.yaml': [halfNoise, { level: 1 }] });
    const files = Array.from({ length: 500 }, (_, index) => ({ name: `${index}.zip`, bytes }));
    refused(() => readImport({ name: 'folder/', files }), /72 MiB or more.*at most 64 MiB/s);
  });

  test('a folder of bombs', () => {
    const bytes = zipSync({ 'kong.yaml': new Uint8Array(15 * mebibyte) });
    const files = Array.from({ length: 500 }, (_, index) => ({ name: `${index}.zip`, bytes }));
    refused(() => readImport({ name: 'folder/', files }), /unpacks to too much/);
  });

  test('too many files', () => {
    const files = Array.from({ length: 2_001 }, (_, index) => ({
      name: `${index}.yaml`,
      bytes: encode(kong),
    }));
    refused(() => readImport({ name: 'folder/', files }), /at most 2000/);
  });

  test.each([
    ['JSON', `{"_format_version":"3.0","services":${'['.repeat(500_000)}${']'.repeat(500_000)}}`, 'kong'],
    ['open JSON', `{"_format_version":"3.0","services":${'['.repeat(500_000)}`, 'kong'],
    ['YAML', `_format_version: "3.0"\nservices: ${'['.repeat(100_000)}`, 'kong'],
    [
      'YAML blocks',
      `_format_version: "3.0"\n${Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')}`,
      'kong',
    ],
    ['NGINX blocks', 'location / {'.repeat(50_000), 'nginx'],
    ['NGINX quotes', `server { listen "${'\\"'.repeat(200_000)}`, 'nginx'],
    ['NGINX code', `server { access_by_lua_block { ${'{'.repeat(200_000)}`, 'nginx'],
    ['XML', `<ProxyEndpoint>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</ProxyEndpoint>`, 'apigee'],
    ['XML without end', `<ProxyEndpoint>${'<a>'.repeat(100_000)}`, 'apigee'],
    ['XML comment', `<ProxyEndpoint><!--${'<!--'.repeat(100_000)}`, 'apigee'],
  ])('nesting without end in %s', (_, text, importer) => {
    const name =
      importer === 'apigee'
        ? 'apiproxy/proxies/default.xml'
        : importer === 'nginx'
          ? 'nginx.conf'
          : 'kong.yaml';
    const outcome = within(() => readOne(name, text, importer));
    expect(messages(outcome)).not.toEqual([]);
  });

  test.each([
    ['path', `~/${'(a|b)'.repeat(5_000)}`],
    ['path with classes', `~/${'[a-z]+/'.repeat(2_000)}`],
    ['path of brackets', `~/${'('.repeat(20_000)}`],
    ['expression', 'x'],
  ])('a %s that multiplies', (kind, path) => {
    const expression = Array.from(
      { length: 60 },
      (_, index) => `(http.path ^= "/${index}" || http.path == "/b${index}")`,
    ).join(' && ');
    const matcher = kind === 'expression' ? { expression } : { paths: [path] };
    const text = JSON.stringify({
      _format_version: '3.0',
      services: [{ name: 'a', host: 'a.bank.example', routes: [{ name: 'r', ...matcher }] }],
    });
    const outcome = within(() => readOne('kong.json', text));
    expect(outcome.ok && outcome.reading.apis[0]?.routes.length).toBeGreaterThan(0);
    expect(messages(outcome).join()).toMatch(/cannot be written as a template/);
  });
});

describe('entities and aliases', () => {
  const bundle = (xml: string) => () => readOne('apiproxy/proxies/default.xml', xml, 'apigee');

  test.each([
    ['a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ProxyEndpoint>&x;</ProxyEndpoint>'],
    ['a URL', '<!DOCTYPE a SYSTEM "http://attacker.example/a.dtd"><ProxyEndpoint/>'],
    ['a parameter', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://attacker.example/"> %x;]><ProxyEndpoint/>'],
    [
      'each other',
      `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, index) => `<!ENTITY a${index + 1} "&a${index};&a${index};">`).join('')}]><ProxyEndpoint>&a30;</ProxyEndpoint>`,
    ],
  ])('entities that name %s', (_, xml) => {
    const outcome = within(bundle(xml));
    expect(messages(outcome)).toContainEqual(expect.stringMatching(/document type/));
    expect(JSON.stringify(outcome)).not.toMatch(/root:|haha/);
  });

  test('aliases that multiply', () => {
    const lines = ['_format_version: "3.0"', 'a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++)
      lines.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
    lines.push('services: *a11');
    const outcome = within(() => readOne('kong.yaml', lines.join('\n')));
    expect(messages(outcome)).toContainEqual(expect.stringMatching(/aliases too often/));
  });

  test('an alias to itself', () => {
    const outcome = within(() =>
      readOne('kong.yaml', '_format_version: "3.0"\nservices: &a\n- name: x\n  routes: *a\n'),
    );
    expect(outcome.ok || messages(outcome).length > 0).toBe(true);
  });

  test('files of NGINX that include each other', () => {
    const files = ['a', 'b', 'c'].map((name, index, all) => ({
      name: `${name}.conf`,
      bytes: encode(
        `include ${all[(index + 1) % 3]}.conf;\ninclude *.conf;\nserver { listen 80; location /${name} { proxy_pass http://x; } }`,
      ),
    }));
    const outcome = within(() => readImport({ name: 'nginx/', files }));
    expect(messages(outcome)).toContainEqual(expect.stringMatching(/includes it in turn/));
  });

  test('files of NGINX that include many others many times', () => {
    const files = Array.from({ length: 40 }, (_, index) => ({
      name: `f${index}.conf`,
      bytes: encode(
        `${Array.from({ length: 10 }, () => `include f${index + 1}.conf;`).join('\n')}\nserver { listen 80; location / { return 200; } }`,
      ),
    }));
    const outcome = within(() => readImport({ name: 'nginx/', files }));
    expect(messages(outcome)).toContainEqual(expect.stringMatching(/more than 200000 directives/));
  });
});

describe('encodings', () => {
  test('UTF-16 with its mark is read', () => {
    expect(readOne('kong.yaml', utf16(kong))).toMatchObject({ ok: true, reading: { format: 'deck' } });
  });

  test('UTF-8 with its mark is read', () => {
    expect(readOne('kong.yaml', encode(`\uFEFF${kong}`))).toMatchObject({
      ok: true,
      reading: { format: 'deck' },
    });
  });

  test.each([
    ['UTF-7', encode('+ADw-ProxyEndpoint+AD4-')],
    ['UTF-7', encode('<?xml version="1.0" encoding="UTF-7"?><ProxyEndpoint/>')],
    ['Latin-1', Buffer.from('_format_version: "3.0" # Zürich', 'latin1')],
    ['UTF-16 or UTF-32 without its byte order mark', Buffer.from(kong, 'utf16le')],
    ['binary', encode('_format_version: "3.0"\nservices:\n- name: a\0b\n')],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
    ['broken UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
  ])('%s is refused by name', (encoding, bytes) => {
    refused(() => readOne('kong.yaml', bytes), new RegExp(`${encoding}.*Save it as UTF-8`, 's'));
  });
});

describe('what is handed in', () => {
  test('nothing, or what nobody knows', () => {
    refused(() => readImport({ name: 'empty/', files: [] }), /There is no file in it/);
    refused(() => readOne('notes.txt', 'Buy milk.\n'), /No importer recognises it.*kong/s);
    refused(() => readOne('a.yaml', kong, 'kongg'), /There is no source "kongg"/);
  });

  test('the name of a folder chooses the importer', () => {
    const files = [{ name: 'imports/nginx/a.txt', bytes: encode('upstream a { server a.bank.example; }') }];
    expect(readImport({ name: 'imports/nginx/', files })).toMatchObject({
      ok: true,
      importer: { id: 'nginx' },
    });
  });

  test('a file that is another importer’s is named', () => {
    const files = [
      { name: 'all/kong.yaml', bytes: encode(kong) },
      {
        name: 'all/nginx.conf',
        bytes: encode('http { server { listen 80; location / { proxy_pass http://a; } } }'),
      },
    ];
    expect(messages(readImport({ name: 'all/', files }))).toContainEqual(
      expect.stringMatching(/looks like NGINX configuration among Kong configuration/),
    );
  });
});
