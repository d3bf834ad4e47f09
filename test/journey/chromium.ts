import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/** Debian's Chromium, any other on the PATH, or the one that is named. */
const executablePath =
  process.env.SALLYPORT_CHROMIUM ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'google-chrome'].map((name) => join(folder, name)))
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
