import type { Page } from 'playwright-core'

/** What somebody may set for all text, and nothing may be lost by (WCAG 1.4.12 and 1.4.4). */
const settings = {
  'wide text':
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }',
  'large text': ':root { font-size: 200% !important }',
} as const

/** Under which settings the page loses text, or has to be scrolled sideways. */
export async function findLostText(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const lost = []
    const before = [...document.adoptedStyleSheets]
    for (const [name, rules] of Object.entries(${JSON.stringify(settings)})) {
      // A phone's text is large already: what is 320 pixels wide is a desktop at 400 %.
      if (name === 'large text' && innerWidth < 640) continue
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(rules)
      document.adoptedStyleSheets = [...before, sheet]
      const { scrollWidth, clientWidth } = document.documentElement
      if (scrollWidth > clientWidth) lost.push(name + ': sideways scrolling')
      for (const it of document.body.querySelectorAll('*')) {
        if (!it.checkVisibility({ visibilityProperty: true }) || it.clientHeight < 2 || it.textContent.trim() === '') continue
        const { overflowX, overflowY } = getComputedStyle(it)
        const isCut = (overflow, whole, shown) => ['hidden', 'clip'].includes(overflow) && whole > shown + 1
        if (isCut(overflowX, it.scrollWidth, it.clientWidth) || isCut(overflowY, it.scrollHeight, it.clientHeight))
          lost.push(name + ': ' + it.localName + '.' + it.className + ' is cut off')
      }
    }
    document.adoptedStyleSheets = before
    return lost
  })()`)
}
