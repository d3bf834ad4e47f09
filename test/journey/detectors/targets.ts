import type { Page } from 'playwright-core'

/**
 * What is too small to be hit (WCAG 2.5.8: 24 pixels), without the exceptions that axe makes for what has room around it.
 * Only links within a sentence may be as high as its line.
 */
export async function findSmallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const isInSentence = (it) =>
      it.localName === 'a' && [...it.parentElement.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '')
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
      .filter((it) => it.tabIndex >= 0 && it.checkVisibility({ visibilityProperty: true }) && !isInSentence(it))
      .flatMap((it) => {
        const { width, height } = (it.closest('label') ?? it).getBoundingClientRect()
        const name = it.ariaLabel ?? it.labels?.[0]?.textContent ?? it.textContent
        return width < 2 || (width >= 24 && height >= 24) ? [] : [name.trim() + ' is ' + Math.round(width) + ' by ' + Math.round(height)]
      })
  })()`)
}
