/** Badges, notices, figures, facts, tables, charts. */
export const components = `
.card{background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);padding:1.25rem clamp(1rem,3vw,1.5rem)}
.card>*+*{margin-top:var(--near)}
.card+.card{margin-top:var(--gap)}
.cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));padding:0;list-style:none}
.cards>li{margin:0}
.badge{display:inline-block;font-size:var(--tiny);font-weight:600;line-height:1.4;padding:.1rem .6rem;border-radius:99rem;background:var(--calm-soft);color:var(--calm);white-space:nowrap;border:1px solid color-mix(in srgb,currentColor 35%,transparent)}
.badge.good{background:var(--good-soft);color:var(--good)}
.badge.bad{background:var(--bad-soft);color:var(--bad)}
.badge.warn{background:var(--warn-soft);color:var(--warn)}
.notice{border:1px solid color-mix(in srgb,var(--tone) 30%,transparent);border-left:4px solid var(--tone);background:var(--calm-soft);padding:.9rem 1.15rem;border-radius:var(--hair) var(--radius) var(--radius) var(--hair);--tone:var(--calm)}
.notice.good{--tone:var(--good);background:var(--good-soft)}
.notice.bad{--tone:var(--bad);background:var(--bad-soft)}
.notice.warn{--tone:var(--warn);background:var(--warn-soft)}
.notice>*+*{margin-top:.35rem}
blockquote{white-space:pre-line;overflow-wrap:anywhere;padding-left:.9rem;border-left:2px solid var(--line-strong)}
.empty{border:1px dashed var(--line-strong);border-radius:var(--radius);padding:1.25rem 1.5rem;color:var(--muted);max-width:none}
.facts{display:grid;grid-template-columns:minmax(8rem,12rem) minmax(0,1fr);gap:.5rem 1.25rem}
.facts dt{color:var(--muted)}
.facts dd{overflow-wrap:anywhere}
.facts dd ul{list-style:none;padding:0}
.pairs{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));gap:.9rem 1.75rem}
.pairs dt{color:var(--muted);font-size:var(--small)}
.pairs dd{overflow-wrap:anywhere}
.figures{display:grid;gap:var(--near);grid-template-columns:repeat(auto-fit,minmax(min(100%,9.5rem),1fr));padding:0;list-style:none}
.figure{background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);padding:1rem 1.15rem;margin:0}
.figure b{display:block;font-size:2.125rem;line-height:1.1;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.025em}
.figure span{display:block;font-weight:600;margin-top:.15rem}
.figure small{color:var(--muted);line-height:1.4;margin-top:.2rem}
.scroll{overflow-x:auto}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.9375rem;background:var(--surface);border:1px solid var(--line);border-radius:var(--radius)}
caption{text-align:left;color:var(--muted);padding:0 0 .55rem;font-size:var(--small)}
th,td{text-align:left;vertical-align:top;padding:.65rem .85rem;border-top:1px solid var(--line)}
thead th{font-size:var(--tiny);color:var(--muted);font-weight:600;border-top:0;background:var(--sunken);white-space:nowrap}
thead th:first-child{border-top-left-radius:calc(var(--radius) - 1px)}
thead th:last-child{border-top-right-radius:calc(var(--radius) - 1px)}
tbody th{font-weight:600}
td>*+*{margin-top:.3rem}
td.prose{overflow-wrap:anywhere;min-width:12rem}
td details{border:0;padding:0;background:none}
td summary{font-weight:400;color:var(--accent)}
th.number,td.number{text-align:right}
table code{overflow-wrap:break-word}
.mended>*{background:var(--good-soft)}
details{border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);padding:.75rem 1.15rem}
details+details{margin-top:var(--tight)}
details>*+*{margin-top:var(--near)}
details table{border-color:var(--line)}
summary{cursor:pointer;font-weight:600;text-wrap:pretty}
summary .badge{margin-left:.3rem}
.chart{display:block;max-width:100%}
.chart text{font:600 11px ui-sans-serif,system-ui,sans-serif;fill:var(--ink)}
.chart .quiet{fill:var(--muted);font-weight:400}
.fill-good{fill:var(--good)}.fill-bad{fill:var(--bad)}.fill-warn{fill:var(--warn)}.fill-calm{fill:var(--calm)}.fill-none{fill:var(--sunken)}
.steps{list-style:none;padding:0;display:grid;gap:.55rem}
.steps>li{display:grid;grid-template-columns:minmax(7rem,13rem) minmax(0,1fr) 3rem;gap:1rem;align-items:center;margin:0}
.risk{display:grid;grid-template-columns:auto minmax(0,1fr);gap:1rem 2rem;align-items:center}
@media screen and (max-width:36rem){.risk{grid-template-columns:1fr}}
@media screen and (max-width:46rem){
.facts{grid-template-columns:1fr;gap:0}.facts dd+dt{margin-top:.7rem}
.steps>li{grid-template-columns:1fr 3rem}.steps>li>svg{grid-row:2;grid-column:1/-1}
.scroll{overflow:visible}
table.stack,table.stack caption,table.stack tbody,table.stack tr,table.stack td,table.stack th{display:block}
table.stack{background:none;border:0}
table.stack thead{position:absolute;left:-999rem}
table.stack tr{background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);padding:.5rem 0}
table.stack tr+tr{margin-top:.7rem}
table.stack td,table.stack tbody th{border:0;padding:.3rem 1rem;text-align:left;font-size:1rem}
table.stack td::before{content:attr(data-label);display:block;font-size:var(--tiny);color:var(--muted);font-weight:600}
.mended>*{background:none}.mended{box-shadow:inset 4px 0 0 var(--good)}
}
`;
