import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core'

/** The one that is named, Debian's without windows (half the work), or any other on the PATH. */
const executablePath =
  process.env.SALLYPORT_CHROMIUM ??
  ['chromium-headless-shell', 'chromium', 'google-chrome']
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path))

/** For `describe`: the suites of this folder need a browser. */
export const skip = executablePath === undefined && 'no Chromium on this machine'

/** How long a page may take to come to what is waited for: a page that is broken and not a machine that is busy. */
const patienceMilliseconds = 180_000

export function launchChromium(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('There is no Chromium: the suite should have been skipped.')
  return chromium.launch({
    executablePath,
    timeout: patienceMilliseconds,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

/** The one way to a context, as Playwright's own patience of half a minute is for quick machines. */
export async function openContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(patienceMilliseconds)
  return context
}
