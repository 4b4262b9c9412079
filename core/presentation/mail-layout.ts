import { html, none } from './html.ts';
import { fontStack, lightTokens as token } from './tokens.ts';

export interface MailContent {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly action?: { readonly label: string; readonly href: string };
}

/** A mail as HTML: inline styles and a table, because mail programs know little else. No picture, nothing remote. */
export const mailLayout = ({ title, paragraphs, action }: MailContent): string =>
  `${html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body style="margin:0;background:${token.paper};color:${token.ink};font:16px/1.55 ${fontStack}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:${token.surface};border:1px solid ${token.line};border-radius:10px">
<tr><td style="padding:28px 32px">
<p style="margin:0 0 20px;font-weight:700;color:${token.accent}">Gatehouse</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25">${title}</h1>
${paragraphs.map((text) => html`<p style="margin:0 0 12px">${text}</p>`)}
${
  action
    ? html`<p style="margin:24px 0 4px"><a href="${action.href}" style="display:inline-block;background:${token.accent};color:${token.accentInk};text-decoration:none;font-weight:600;padding:11px 22px;border-radius:8px">${action.label}</a></p>`
    : none
}
</td></tr></table>
<p style="margin:16px 0 0;font-size:13px;color:${token.muted}">Sent by the API governance of your bank. Do not forward this mail.</p>
</td></tr></table>
</body></html>`}`;
