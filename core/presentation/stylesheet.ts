import { createHash } from 'node:crypto';
import { base } from './styles/base.ts';
import { browse } from './styles/browse.ts';
import { components } from './styles/components.ts';
import { forms } from './styles/forms.ts';
import { layout } from './styles/layout.ts';
import { print } from './styles/print.ts';

/** The one style sheet of portal and report. */
export const stylesheet = [base, layout, components, forms, browse, print].join('').trim();

/** Changes with the sheet: browsers may keep what they have under this name for ever. */
export const stylesheetVersion = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);

/** For a content security policy that lets this sheet apply and no other. */
export const stylesheetSource = `'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`;
