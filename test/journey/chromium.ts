import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/** The one that is named, Debian's without windows (half the work), or any other on the PATH. */
const executablePath =
  process.env.SALLYPORT_CHROMIUM ??
  ['chromium-headless-shell', 'chromium', 'google-chrome']
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path))

/** For `describe`: the suites of this folder need a browser. */
export const skip = executablePath === undefined && 'no Chromium on this machine'

export function launchChromium(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('There is no Chromium: the suite should have been skipped.')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
