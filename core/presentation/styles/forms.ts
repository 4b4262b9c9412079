/** Fields, choices and buttons; targets are at least 24 px, those that matter 44. */
export const forms = `
form{display:grid;gap:1.1rem}
fieldset{border:0;padding:0;margin:0;display:grid;gap:.6rem;min-width:0}
legend{font-weight:600;padding:0;margin-bottom:.6rem;text-wrap:balance}
.choice{display:grid;grid-template-columns:auto 1fr;gap:.2rem .8rem;align-items:start;border:1px solid var(--line-strong);border-radius:var(--radius);padding:.85rem 1rem;background:var(--surface);cursor:pointer}
.choice:hover{border-color:var(--accent)}
.choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.choice:has(:focus-visible){outline:3px solid var(--focus);outline-offset:2px}
.choice input{width:1.2rem;height:1.2rem;margin:.18rem 0 0;accent-color:var(--accent)}
.choice input:focus-visible{outline:0}
.choice b{display:block;font-weight:600}
.field{display:grid;gap:.35rem}
.field label{font-weight:600}
textarea,input[type=search],select{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--line-strong);border-radius:var(--tight);padding:.55rem .75rem;width:100%;min-height:2.75rem}
textarea{min-height:8rem;resize:vertical}
[aria-invalid=true]{border-color:var(--bad);box-shadow:inset 0 0 0 1px var(--bad)}
.hint{font-weight:400;color:var(--muted);font-size:var(--small);line-height:1.45;display:block}
.error{color:var(--bad);font-weight:600}
button,.button{font:inherit;font-weight:600;border:1px solid var(--accent);background:var(--accent);color:var(--accent-ink);border-radius:var(--tight);padding:.55rem 1.3rem;min-height:2.75rem;cursor:pointer;text-decoration:none;display:inline-block;justify-self:start}
button:hover,.button:hover{filter:brightness(1.12)}
button.quiet{background:transparent;color:var(--accent);border-color:var(--line-strong);font-size:var(--small);padding:.25rem .85rem;min-height:2.25rem}
.filters{display:flex;flex-wrap:wrap;gap:var(--near) 1rem;align-items:end}
.filters .field{flex:1 1 12rem;max-width:22rem}
`;
