import type { Page } from 'playwright-core'

/** Does what leads to another page, and waits until that has loaded, whatever redirects lie between. */
export async function submitting(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()])
}
