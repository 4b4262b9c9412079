import { existsSync } from 'node:fs';
import packedChromium from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const usualPlaces = [
  process.env.CHROME_PATH,
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Containers have no user namespaces and little shared memory. The package's own flags are for Lambda: they also turn web security off. */
const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'];

/**
 * The browser that comes with `npm ci` on Linux x64, else an installed one.
 * @throws Error that says in one line how to get one
 */
export const launchBrowser = async (): Promise<Browser> => {
  const installed = usualPlaces.find((path) => path && existsSync(path));
  if (process.platform === 'linux' && process.arch === 'x64' && !process.env.CHROME_PATH)
    return chromium.launch({ executablePath: await packedChromium.executablePath(), args });
  if (!installed)
    throw new Error('No browser: install Google Chrome or Chromium, or set CHROME_PATH to its program.');
  return chromium.launch({ executablePath: installed, args });
};
