import type { CDPSession, Page } from 'playwright-core'

/** What has the focus, and how a person at the keyboard finds it. */
export interface FocusStop {
  /** Its accessible name. */
  readonly name: string
  /** What is wrong with it: that it cannot be seen to have the focus, or cannot be seen at all. */
  readonly faults: readonly string[]
}

/** Puts into the page what the functions below ask it. A page's own scripts do not see it. */
const lookout = `globalThis.focusLookout ??= (() => {
  const name = (it) =>
    (it.ariaLabel ?? it.labels?.[0]?.textContent ?? it.textContent).replace(/\\s+/g, ' ').trim() || it.id || it.localName
  const box = (it) => (it.closest('.choice, .check') ?? it).getBoundingClientRect()
  const isShown = (it) => it.checkVisibility({ visibilityProperty: true }) && box(it).width > 1 && !it.closest('[inert]')
  // Of radio buttons with one name the arrows reach the others.
  const isFirstOfGroup = (it) =>
    it.type !== 'radio' ||
    it === (document.querySelector('[type=radio][name="' + it.name + '"]:checked') ??
            document.querySelector('[type=radio][name="' + it.name + '"]'))
  const operable = () =>
    [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(
      (it) => it.tabIndex >= 0 && !it.disabled && isShown(it) && isFirstOfGroup(it),
    )

  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })
  const over = (colours) => {
    canvas.clearRect(0, 0, 1, 1)
    for (const colour of ['white', ...colours]) {
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one, other) => {
    const [pale, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
    return (pale + 0.05) / (dark + 0.05)
  }
  const backgrounds = (it) => {
    const colours = []
    for (let each = it.parentElement; each; each = each.parentElement) colours.unshift(getComputedStyle(each).backgroundColor)
    return colours
  }
  const ringFault = (it) => {
    // The ring may be drawn around all that a link's press reaches.
    const ring = [null, '::after'].map((part) => getComputedStyle(it, part))
      .find(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)
    if (ring === undefined) return 'shows no focus'
    const behind = backgrounds(it)
    const found = contrast(over([...behind, ring.outlineColor]), over(behind))
    return found < 3 ? 'shows its focus too faintly (' + found.toFixed(1) + ')' : ''
  }
  const isSeen = (it) => {
    const { left, top, width, height } = box(it)
    const near = (start, length) => [start + length / 2, start + 2, start + length - 2]
    return near(left, width).some((x) =>
      near(top, height).some((y) => {
        const found = document.elementFromPoint(x, y)
        return found !== null && (it.contains(found) || found.contains(it))
      }),
    )
  }
  const look = (it) => ({
    name: name(it),
    faults: [ringFault(it), isSeen(it) ? '' : 'lies under something else'].filter((fault) => fault !== ''),
  })

  let stops, met
  const record = ({ key }) => {
    const { activeElement: it, body } = document
    if (key === 'Tab' && it !== body) met.push({ it, place: stops.indexOf(it), ...look(it) })
  }
  const beginWalk = (isBack) => {
    stops = isBack ? operable().reverse() : operable()
    met = []
    // Focus goes on from where the last one was, also if that is gone.
    const start = document.createElement('span')
    start.tabIndex = 0
    document.body[isBack ? 'append' : 'prepend'](start)
    start.focus()
    start.remove()
    addEventListener('keydown', record, true)
    // Day, month, year and the calendar are one after the other.
    return stops.reduce((presses, { type }) => presses + (type === 'date' ? 4 : 1), 0)
  }
  const endWalk = () => {
    removeEventListener('keydown', record, true)
    // What stands in another column begins anew at its top.
    const isAbove = (it, next) =>
      box(it).bottom <= box(next).top && box(it).left < box(next).right && box(it).right > box(next).left
    const isBack = stops.length > 1 && !(stops[0].compareDocumentPosition(stops[1]) & Node.DOCUMENT_POSITION_FOLLOWING)
    const onward = isBack ? stops.toReversed() : stops
    return [
      ...met.flatMap(({ name, faults }) => faults.map((fault) => name + ' ' + fault)),
      ...stops.filter((it) => !met.some((each) => each.it === it)).map((it) => look(it).name + ' is never reached'),
      ...met.filter(({ place }) => place < 0).map(({ name }) => name + ' has the focus and cannot be operated'),
      ...met.filter(({ place }, index) => place < met[index - 1]?.place).map(({ name }) => name + ' comes out of turn'),
      ...onward.filter((it, index) => index > 0 && isAbove(it, onward[index - 1]))
        .map((it) => look(it).name + ' stands above what comes before it'),
    ]
  }
  return { look, beginWalk, endWalk }
})()`

/** What has the focus now; undefined where nothing has. */
export async function findFocus(page: Page): Promise<FocusStop | undefined> {
  await page.evaluate(lookout)
  return page.evaluate(`(() => {
    const { activeElement: it, body, documentElement } = document
    return it === null || it === body || it === documentElement ? undefined : globalThis.focusLookout.look(it)
  })()`)
}

/** Which way round one goes. */
export type FocusWalk = 'onward' | 'back'

/**
 * Goes through the page by Tab from its beginning, or by Shift+Tab from its end, and tells what a person at the keyboard
 * would stumble over (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11): something that is never reached or never left, that comes
 * out of turn, or cannot be seen when it has the focus.
 */
export async function findFocusFaults(session: CDPSession, walk: FocusWalk): Promise<readonly string[]> {
  const evaluate = async (expression: string): Promise<any> =>
    (await session.send('Runtime.evaluate', { expression, returnByValue: true })).result.value
  await evaluate(lookout)
  const presses: number = await evaluate(`globalThis.focusLookout.beginWalk(${walk === 'back'})`)
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9, modifiers: walk === 'back' ? shift : 0 }
  // Once more than there are stops: each is looked at when the focus is about to leave it.
  const pressed = Array.from({ length: presses + 1 }, () =>
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key }),
  )
  await Promise.all(pressed)
  return evaluate('globalThis.focusLookout.endWalk()')
}

/** Of the DevTools protocol. */
const shift = 8
