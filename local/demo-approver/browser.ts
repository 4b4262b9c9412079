import { type HTMLElement, parse } from 'node-html-parser';
import { CookieJar } from './cookie-jar.ts';
import { type Choice, type Form, filled, formsOf } from './form.ts';

const mostRedirects = 15;
/** Milliseconds. */
const timeout = 30_000;

/** A page that was opened. */
export interface Page {
  /** Where the redirects ended. */
  readonly url: string;
  readonly status: number;
  readonly root: HTMLElement;
  readonly forms: readonly Form[];
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: URLSearchParams;
  readonly referrer?: string;
}

/** As much of a browser as a person without JavaScript needs: cookies, redirects, forms. */
export class Browser {
  readonly #jar = new CookieJar();

  open(url: string): Promise<Page> {
    return this.#follow({ method: 'GET', url });
  }

  /** Sends a form of `page` after `choice` was made and `texts` were written. */
  submit(page: Page, form: Form, choice?: Choice, texts?: Readonly<Record<string, string>>): Promise<Page> {
    const body = filled(form, choice, texts);
    if (form.method === 'POST')
      return this.#follow({ method: 'POST', url: form.action, body, referrer: page.url });
    const url = new URL(form.action);
    url.search = body.toString();
    return this.#follow({ method: 'GET', url: url.href, referrer: page.url });
  }

  async #follow(first: Request): Promise<Page> {
    let request = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const response = await this.#send(request);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || !location) {
        const root = parse(await response.text());
        const { url } = request;
        return { url, status: response.status, root, forms: formsOf(root, url) };
      }
      await response.arrayBuffer();
      const url = new URL(location, request.url).href;
      const keeps = response.status === 307 || response.status === 308;
      request = keeps ? { ...request, url } : { method: 'GET', url };
    }
    throw new Error(`${first.url} redirects more than ${mostRedirects} times.`);
  }

  async #send({ method, url, body, referrer }: Request): Promise<Response> {
    const address = new URL(url);
    const cookies = this.#jar.header(address);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      headers: {
        accept: 'text/html,application/xhtml+xml',
        ...(cookies ? { cookie: cookies } : {}),
        ...(method === 'POST' && referrer ? { origin: new URL(referrer).origin } : {}),
      },
      ...(method === 'POST' && body ? { body } : {}),
    });
    this.#jar.store(address, response.headers.getSetCookie());
    return response;
  }
}
