/** The page: bar, main, foot, and the two columns of a decision. */
export const layout = `
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.6rem;background:var(--surface);padding:.5rem 1rem;z-index:1}
.bar{border-bottom:1px solid var(--line);background:var(--surface)}
.bar>div,main,.foot>div{width:100%;max-width:var(--page);margin-inline:auto;padding-inline:clamp(1rem,4vw,2rem)}
.bar>div{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.75rem;padding-block:.7rem}
.brand{font-weight:700;color:var(--ink);text-decoration:none;display:inline-flex;gap:.55rem;align-items:center}
.brand svg{color:var(--accent)}
.bar nav{display:flex;gap:1.4rem;flex-wrap:wrap}
.bar nav a{text-decoration:none;padding-block:.45rem}
.bar nav a:hover{text-decoration:underline}
.bar nav a[aria-current]{color:var(--ink);font-weight:600;box-shadow:inset 0 -2px 0 var(--accent)}
.who{margin-left:auto;display:flex;gap:.9rem;align-items:center;flex-wrap:wrap;font-size:var(--small);color:var(--muted)}
main{flex:1;padding-block:clamp(1.75rem,4.5vw,3rem) 4.5rem}
.foot{border-top:1px solid var(--line);color:var(--muted);font-size:var(--small)}
.foot>div{padding-block:1.25rem 2rem}
.lead{font-size:1.1875rem;line-height:1.5;color:var(--muted);max-width:60ch}
.eyebrow{font-size:var(--tiny);font-weight:600;letter-spacing:.05em;color:var(--muted)}
.head>*+*{margin-top:var(--near)}
.row{display:flex;gap:var(--tight) var(--near);flex-wrap:wrap;align-items:center}
.contents{border-block:1px solid var(--line);padding-block:var(--near)}
.contents ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1.5rem}
.contents li{margin:0}
@media screen and (min-width:64rem){
.case{display:grid;grid-template-columns:minmax(21rem,25rem) minmax(0,1fr);gap:0 3rem;align-items:start}
.case>*{margin-top:0}
}
@media screen and (min-width:64rem) and (min-height:52rem){.case>:first-child{position:sticky;top:var(--gap)}}
@media screen and (max-width:63.99rem){.case>*+*{margin-top:var(--section)}}
main>.head+.case{margin-top:var(--wide)}
.case>div>section+section{margin-top:2.5rem}
@media screen and (max-width:36rem){.bar nav{order:3;width:100%}}
`;
