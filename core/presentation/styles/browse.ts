/** Long lists: narrowing, paging, and single lines of entry. */
export const browse = `
input[type=text]{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--line-strong);border-radius:var(--tight);padding:.55rem .75rem;width:100%;min-height:2.75rem}
.filters .field.narrow{flex:1 1 9rem;max-width:14rem}
.filters .field.wide{flex:1 1 100%;max-width:none}
.pager{display:flex;flex-wrap:wrap;gap:var(--tight) var(--near);align-items:center;justify-content:space-between}
.plain{list-style:none;padding:0}
.plain>li{margin:0}
.plain>li+li{margin-top:.35rem}
.boxes{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem}
.box{display:flex;gap:.55rem;align-items:center;min-height:2.75rem;cursor:pointer}
.box input{width:1.2rem;height:1.2rem;margin:0;accent-color:var(--accent)}
.choices{display:grid;gap:.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr))}
.columns{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr))}
.columns>*{margin:0;align-self:end}
.inline{display:flex;flex-wrap:wrap;gap:var(--tight);align-items:end}
.cards>.card+.card{margin-top:0}
.questions>li{display:grid;gap:1rem 2.5rem}
.questions>li>*+*{margin-top:0}
.questions>li+li{margin-top:1rem}
@media screen and (min-width:52rem){.questions>li{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}}
tbody th small{font-weight:400}
td.number,th.number{white-space:nowrap}
.bar nav{row-gap:0}
button.second{background:transparent;color:var(--accent);border-color:var(--line-strong)}
`;
