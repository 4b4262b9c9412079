/**
 * `node bench/traffic/run.ts [--quick] [--ours] [--held-out] [--only TEXT] [--show TEXT]`: recovery of (method, template)
 * from traffic, ours and every baseline in one table, on providers that neither the weights nor the lexicon were made
 * from, under two generators. `--only` runs the sections whose title has the text, `--show` prints our worst hosts of
 * those; `--held-out` adds the third generator, which is to be run for a report and not looked at while working.
 */
import { inferEndpoints } from '../../core/traffic/inference/infer.ts';
import { knownMatcher } from '../../core/traffic/inference/known.ts';
import type { PathUse } from '../../core/traffic/inference/path-use.ts';
import { splitPath } from '../../core/traffic/inference/segments.ts';
import type { Baseline } from './baselines/baseline.ts';
import { bySegment } from './baselines/baseline.ts';
import { aktoImmediate, apiClarity, mitmproxy2swagger, otelEbpf, raw } from './baselines/by-segment.ts';
import { akto, drain, metlo, naiveTrie, optic, r3 } from './baselines/by-siblings.ts';
import { casesA, casesB, casesC } from './cases.ts';
import { specsOf } from './corpus.ts';
import { meanOf, type Prediction, scoreOf, shadowsOf } from './score.ts';
import type { Case } from './traffic.ts';

const quick = process.argv.includes('--quick');
const oursOnly = process.argv.includes('--ours');
const show = process.argv.indexOf('--show');
const shown = show > 0 ? process.argv[show + 1] : undefined;

type Method = (uses: readonly PathUse[], spec?: Case['spec']) => readonly Prediction[];

const knownOf = (host: string, spec: Case['spec'] | undefined) =>
  (spec ?? []).map(({ method, template }) => ({ host, method, template }));

const ours: Method = (uses, spec) =>
  inferEndpoints(uses, knownOf(uses[0]?.host ?? '', spec))
    .endpoints.filter(({ known }) => !known)
    .map(({ method, template, support }) => ({ method, template, support: support.evidence }));

/** Baselines get the uses that show an endpoint, and with specs only what no template matches. */
const ofBaseline =
  (baseline: Baseline): Method =>
  (uses, spec) => {
    const matcher = knownMatcher(knownOf(uses[0]?.host ?? '', spec));
    const rest = uses.filter(
      (use) =>
        use.evidence > 0 &&
        (!spec || matcher.match(use.host, use.method, splitPath(use.path) ?? []).template === undefined),
    );
    const templates = baseline(rest);
    return rest.flatMap((use, index): Prediction[] => {
      const template = templates[index];
      return template === undefined ? [] : [{ method: use.method, template, support: use.evidence }];
    });
  };

const methods: Readonly<Record<string, Method>> = {
  gatehouse: ours,
  ...(oursOnly
    ? {}
    : {
        raw: ofBaseline(raw),
        'mitmproxy2swagger rules': ofBaseline(mitmproxy2swagger),
        'Optic rules': ofBaseline(optic),
        'Metlo rules': ofBaseline(metlo),
        'Drain 0.4': ofBaseline(drain(0.4)),
        'Drain 0.6': ofBaseline(drain(0.6)),
        'naive trie, 20': ofBaseline(naiveTrie(20)),
        'naive trie, 50': ofBaseline(naiveTrie(50)),
        'APIClarity rules': ofBaseline(apiClarity),
        'OTel eBPF heuristic': ofBaseline(otelEbpf),
        'Akto on sight': ofBaseline(bySegment(aktoImmediate)),
        'Akto with merge': ofBaseline(akto),
        'SkyWalking R3 rules': ofBaseline(r3),
      }),
};

const row = (...cells: readonly string[]) =>
  console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(26) : cell.padStart(9))).join(''));
const three = (n: number) => n.toFixed(3);

const only = process.argv.indexOf('--only');
const pattern = only > 0 ? process.argv[only + 1] : undefined;

const section = (
  title: string,
  make: () => readonly Case[],
  chosen: readonly string[] = Object.keys(methods),
) => {
  if (pattern !== undefined && !title.includes(pattern)) return;
  const cases = make();
  console.log(
    `\n${title}: ${cases.length} hosts, ${cases.reduce((n, c) => n + c.truth.length, 0)} operations, ${cases.reduce((n, c) => n + c.requests, 0)} requests`,
  );
  row('', 'P', 'R', 'F1', 'F1 n≥3', 'with specs: found', 'alarms/host');
  for (const name of chosen) {
    const method = methods[name] as Method;
    const predictions = cases.map((one) => method(one.uses));
    const all = predictions.map((those, index) => scoreOf(those, (cases[index] as Case).truth));
    const three3 = predictions.map((those, index) => scoreOf(those, (cases[index] as Case).truth, 3));
    const shadows = cases.map((one) => shadowsOf(method(one.uses, one.spec), one));
    const mean = meanOf(all);
    const sum = (pick: (s: (typeof shadows)[number]) => number) => shadows.reduce((n, s) => n + pick(s), 0);
    row(
      name,
      three(mean.precision),
      three(mean.recall),
      three(mean.f1),
      three(meanOf(three3).f1),
      three(
        sum((s) => s.found) /
          Math.max(
            1,
            sum((s) => s.planted),
          ),
      ),
      (sum((s) => s.falseAlarms.length) / cases.length).toFixed(2),
    );
    if (name === 'gatehouse' && shown !== undefined && title.includes(shown))
      cases
        .map((one, index) => ({
          one,
          score: all[index] as (typeof all)[number],
          shadow: shadows[index] as (typeof shadows)[number],
        }))
        .sort((a, b) => a.score.f1 - b.score.f1)
        .slice(0, 25)
        .forEach(({ one, score, shadow }) => {
          console.log(
            `  ${one.name}${one.catchAll ? ' (catch-all)' : ''} F1 ${three(score.f1)} P ${three(score.precision)} R ${three(score.recall)} of ${one.truth.length}`,
          );
          for (const p of score.wrong.slice(0, 6))
            console.log(`     + ${p.method} ${p.template} ${p.support}`);
          for (const p of score.missed.slice(0, 6))
            console.log(`     - ${p.method} ${p.template} ${p.evidence}`);
          for (const p of shadow.falseAlarms.slice(0, 4))
            console.log(`     ! ${p.method} ${p.template} ${p.support}`);
          for (const p of shadow.missed.slice(0, 4))
            console.log(`     ? ${p.method} ${p.template} ${p.evidence}`);
        });
  }
};

const limited = <Item>(items: readonly Item[]): readonly Item[] => (quick ? items.slice(0, 20) : items);
const fintech = limited(specsOf('fintech'));
const general = limited(specsOf('test'));
const requests = quick ? { requests: 5000 } : {};

section('fintech, generator A', () => casesA(fintech, requests));
section('fintech, generator B', () => casesB(fintech, requests));
section('general, generator A', () => casesA(general, requests));
section('general, generator B', () => casesB(general, requests));
section('dictionary slugs, A', () => casesA(general, { ...requests, style: 'slug' }), ['gatehouse']);
section('words, B', () => casesB(general, { ...requests, style: 'words' }), ['gatehouse']);
section('user names, A', () => casesA(general, { ...requests, style: 'username' }), ['gatehouse']);
section('codes, A', () => casesA(general, { ...requests, style: 'code' }), ['gatehouse']);
section('sparse, A', () => casesA([...fintech, ...general], { requests: 300 }), ['gatehouse']);
section('sparse, B', () => casesB([...fintech, ...general], { requests: 300 }), ['gatehouse']);
if (process.argv.includes('--held-out')) {
  section('fintech, held out', () => casesC(fintech, requests));
  section('general, held out', () => casesC(general, requests));
}
