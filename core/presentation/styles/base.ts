import { codeStack, customProperties, darkTokens, fontStack, lightTokens, sizeTokens } from '../tokens.ts';

/** Schemes, text and the space between blocks. */
export const base = `
:root{${customProperties(lightTokens)}${customProperties(sizeTokens)}color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{${customProperties(darkTokens)}}}
*,*::before,*::after{box-sizing:border-box}
html{font:100%/1.55 ${fontStack};-webkit-text-size-adjust:100%;background:var(--paper);color:var(--ink);scroll-padding-top:var(--gap)}
body{margin:0;min-height:100vh;display:flex;flex-direction:column}
:where(h1,h2,h3,h4,p,ul,ol,dl,dd,figure,blockquote){margin:0}
h1,h2,h3,h4{line-height:1.2;text-wrap:balance;font-weight:650;overflow-wrap:anywhere}
h1{font-size:clamp(1.75rem,1.3rem + 1.8vw,2.375rem);letter-spacing:-.02em}
h2{font-size:1.375rem;letter-spacing:-.01em}
h3{font-size:1.0625rem}
h4{font-size:1rem}
p,li,dd,blockquote{text-wrap:pretty}
p,blockquote{max-width:var(--measure)}
ul,ol{padding-left:1.15rem}
li+li{margin-top:var(--hair)}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:.07em}
a:hover{text-decoration-thickness:.14em}
code{font:.9em/1.45 ${codeStack};overflow-wrap:anywhere}
code.id{white-space:nowrap}
small,.small{font-size:var(--small)}
small{display:block;line-height:1.45}
time{white-space:nowrap}
.muted{color:var(--muted)}
.number{text-align:right;font-variant-numeric:tabular-nums}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
main:focus{outline:0}
:where(main,section,article,.flow)>*+*{margin-top:var(--gap)}
:where(section,article)>*+*{margin-top:var(--near)}
main>section+section,main>*+section{margin-top:var(--section)}
`;
