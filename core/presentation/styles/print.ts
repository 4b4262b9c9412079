import { customProperties, lightTokens } from '../tokens.ts';

/** On paper: black on white, everything opened, nothing to click, rows and facts whole. */
export const print = `
@media print{
@page{margin:16mm 14mm}
:root{${customProperties(lightTokens)}--paper:#fff;--section:1.75rem;color-scheme:light}
html{font-size:9.5pt;background:#fff}
body{display:block}
.bar nav,.who,.skip,.noprint,.contents{display:none}
.bar{border:0}
.bar>div,main,.foot>div{max-width:none;padding-inline:0}
main{padding-block:.5rem 1rem}
.case{display:block}
.card,details{padding:.75rem 0;border:0;border-top:1px solid var(--line);border-radius:0}
th,td{padding:.35rem .4rem}
thead th{white-space:normal}
.badge{padding-inline:.4rem}
table{font-size:8.5pt}
td.prose{min-width:7rem}
table code{overflow-wrap:anywhere}
.scroll{overflow:visible}
.figures{grid-template-columns:repeat(3,1fr)}
details>summary{list-style:none}
details>summary::-webkit-details-marker{display:none}
details::details-content{content-visibility:visible;height:auto}
a{color:inherit;text-decoration:none}
tr,.figure,.notice,.facts>*,.pairs>*,.steps>li,.risk{break-inside:avoid}
thead{display:table-header-group}
h2,h3,h4,caption,summary{break-after:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
