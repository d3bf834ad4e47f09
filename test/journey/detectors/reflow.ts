import type { Page } from 'playwright-core'

/** How far, in CSS pixels, one has to scroll sideways to read the page: nothing, on a good one (WCAG 1.4.10). */
export async function findSidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)')
}
