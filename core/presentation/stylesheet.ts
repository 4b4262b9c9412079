import { createHash } from 'node:crypto';
import { customProperties, darkTokens, fontStack, lightTokens } from './tokens.ts';

/** The one style sheet of portal and report. */
export const stylesheet = `
:root{${customProperties(lightTokens)}color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{${customProperties(darkTokens)}}}
*,*::before,*::after{box-sizing:border-box}
html{font:100%/1.55 ${fontStack};-webkit-text-size-adjust:100%;background:var(--paper);color:var(--ink)}
body{margin:0;min-height:100vh;display:flex;flex-direction:column}
a{color:var(--accent);text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
h1,h2,h3{line-height:1.2;text-wrap:balance;margin:0}
h1{font-size:clamp(1.6rem,1.2rem + 1.8vw,2.25rem);letter-spacing:-.015em}
h2{font-size:1.3rem;letter-spacing:-.005em}
h3{font-size:1.05rem}
p{margin:.5rem 0;max-width:68ch;text-wrap:pretty}
code,.code{font:0.9em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
small,.small{font-size:.875rem}
.muted{color:var(--muted)}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--surface);padding:.5rem 1rem;z-index:1}
.bar{border-bottom:1px solid var(--line);background:var(--surface)}
.bar>div,main,.foot>div{width:100%;max-width:72rem;margin:0 auto;padding:0 clamp(1rem,4vw,2rem)}
.bar>div{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;padding-top:.75rem;padding-bottom:.75rem}
.brand{font-weight:700;letter-spacing:.01em;color:var(--ink);text-decoration:none;display:inline-flex;gap:.5rem;align-items:center}
.brand svg{color:var(--accent)}
.bar nav{display:flex;gap:1.1rem;flex-wrap:wrap}
.bar nav a{text-decoration:none;padding:.3rem 0}
.bar nav a[aria-current]{color:var(--ink);font-weight:600;box-shadow:0 2px 0 var(--accent)}
.who{margin-left:auto;display:flex;gap:.75rem;align-items:center;flex-wrap:wrap}
main{flex:1;padding-top:clamp(1.5rem,4vw,2.75rem);padding-bottom:4rem}
main>*+*{margin-top:1.25rem}
main>section{margin-top:2.75rem}
section>*+*{margin-top:.9rem}
.lead{font-size:1.1rem;color:var(--muted)}
.eyebrow{font-size:.8rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase;color:var(--muted);margin:0}
.foot{border-top:1px solid var(--line);color:var(--muted);font-size:.875rem}
.foot>div{padding-top:1.25rem;padding-bottom:1.75rem}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem}
.card>*+*{margin-top:.6rem}
.cards{display:grid;gap:.9rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));padding:0;margin:0;list-style:none}
.figures{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,9.5rem),1fr));padding:0;margin:0;list-style:none}
.figure{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:.9rem 1.1rem}
.figure b{display:block;font-size:2rem;line-height:1.15;font-variant-numeric:tabular-nums;letter-spacing:-.02em}
.figure span{display:block;font-weight:600}
.figure small{display:block;color:var(--muted);line-height:1.35;margin-top:.15rem}
.badge{display:inline-block;font-size:.8rem;font-weight:600;line-height:1.35;padding:.12rem .55rem;border-radius:999px;background:var(--calm-soft);color:var(--calm);border:1px solid currentColor;white-space:nowrap}
.badge.good{background:var(--good-soft);color:var(--good)}
.badge.bad{background:var(--bad-soft);color:var(--bad)}
.badge.warn{background:var(--warn-soft);color:var(--warn)}
.notice{border-left:4px solid var(--calm);background:var(--calm-soft);padding:.8rem 1.1rem;border-radius:0 8px 8px 0}
.notice.good{border-color:var(--good);background:var(--good-soft)}
.notice.bad{border-color:var(--bad);background:var(--bad-soft)}
.notice.warn{border-color:var(--warn);background:var(--warn-soft)}
.notice>*{margin:.15rem 0}
.empty{border:1px dashed var(--line);border-radius:10px;padding:1.25rem;color:var(--muted)}
.facts{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.45rem 1.25rem;margin:0}
.facts dt{color:var(--muted)}
.facts dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.95rem;background:var(--surface);border:1px solid var(--line);border-radius:10px}
caption{text-align:left;color:var(--muted);padding:.3rem 0 .5rem;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .75rem;border-top:1px solid var(--line)}
thead th{font-size:.82rem;color:var(--muted);font-weight:600;border-top:0;background:var(--sunken)}
tbody th{font-weight:600}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
td ul,td p{margin:.1rem 0;padding-left:1.1rem}td p{padding:0}
details{border:1px solid var(--line);border-radius:10px;background:var(--surface);padding:.7rem 1.1rem}
details+details{margin-top:.6rem}
details>*+*{margin-top:.7rem}
summary{cursor:pointer;font-weight:600}
form{display:grid;gap:1rem}
fieldset{border:0;padding:0;margin:0;display:grid;gap:.6rem}
legend{font-weight:600;padding:0;margin-bottom:.5rem}
.choice{display:grid;grid-template-columns:auto 1fr;gap:.2rem .75rem;align-items:start;border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem;background:var(--surface);cursor:pointer}
.choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.choice input{width:1.15rem;height:1.15rem;margin:.2rem 0 0;accent-color:var(--accent)}
.choice b{display:block}
label.field{display:grid;gap:.35rem;font-weight:600}
textarea,input[type=search],select{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--muted);border-radius:8px;padding:.6rem .75rem;width:100%}
textarea{min-height:7.5rem;resize:vertical}
.hint{font-weight:400;color:var(--muted);font-size:.9rem}
.error{color:var(--bad);font-weight:600}
button,.button{font:inherit;font-weight:600;border:1px solid var(--accent);background:var(--accent);color:var(--accent-ink);border-radius:8px;padding:.6rem 1.25rem;cursor:pointer;text-decoration:none;display:inline-block;justify-self:start}
button.quiet{background:transparent;color:var(--accent);padding:.3rem .8rem}
.row{display:flex;gap:.75rem 1.25rem;flex-wrap:wrap;align-items:center}
.compare td:nth-child(2),.compare td:nth-child(3){width:32%}
svg text{fill:currentColor;font:600 12px ${fontStack}}
@media (max-width:46rem){
.facts{grid-template-columns:1fr;gap:.1rem}.facts dd{margin-bottom:.6rem}
table.stack,table.stack tbody,table.stack tr,table.stack td,table.stack th{display:block;width:auto}
table.stack thead{position:absolute;left:-999rem}
table.stack tr{border-top:1px solid var(--line);padding:.6rem 0}
table.stack td,table.stack tbody th{border:0;padding:.2rem .9rem;text-align:left}
table.stack td::before{content:attr(data-label);display:block;font-size:.78rem;color:var(--muted);font-weight:600}
}
@media print{
:root{${customProperties(lightTokens)}--paper:#fff;--sunken:#fff;color-scheme:light}
html{font-size:10pt}.bar nav,.who,.skip,.noprint{display:none}
main,.bar>div{max-width:none;padding-left:0;padding-right:0}
details>summary{list-style:none}details::details-content{content-visibility:visible;height:auto}
section,.card,tr,details{break-inside:avoid}h2,h3{break-after:avoid}
section:has(table){break-inside:auto}
}
`.trim();

/** Changes with the sheet: browsers may keep what they have under this name for ever. */
export const stylesheetVersion = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);
