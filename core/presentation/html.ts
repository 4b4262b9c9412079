import { raw, html as template } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup whose values are escaped. */
export type Html = HtmlEscapedString;

export type HtmlValue = Html | string | number | boolean | null | undefined | readonly HtmlValue[];

/** Tagged template that escapes every value that is not markup itself. Values are at hand: no promise comes out. */
export const html = (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  template(strings, ...values) as Html;

/** Text that is markup already: our own style sheet and icons, never what somebody handed in. */
export const trusted = (text: string): Html => raw(text) as Html;

/** Nothing. */
export const none: Html = trusted('');
