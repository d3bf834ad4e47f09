import assert from 'node:assert/strict'
import type { CDPSession, Page } from 'playwright-core'
import { findBarriers, rulesOfLooks } from './detectors/accessibility.ts'
import { findFocusFaults, type FocusWalk } from './detectors/focus.ts'
import { findLostText } from './detectors/lost-text.ts'
import { findSidewaysScroll } from './detectors/reflow.ts'
import { findSmallTargets } from './detectors/targets.ts'

interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly width: number
  readonly direction: 'ltr' | 'rtl'
  /** Which way the keyboard goes through the page. */
  readonly walk?: FocusWalk
}

const looks: Readonly<Record<string, Look>> = {
  light: { colorScheme: 'light', width: 1280, direction: 'ltr', walk: 'onward' },
  dark: { colorScheme: 'dark', width: 1280, direction: 'ltr' },
  'at 320 pixels': { colorScheme: 'light', width: 320, direction: 'ltr' },
  'right to left': { colorScheme: 'dark', width: 320, direction: 'rtl', walk: 'back' },
}

/**
 * Looks at a page by day, by night, on a phone (which is a desktop at 400 %) and from right to left: it must be open to
 * everyone in each (WCAG 2.2 AA; experience contract, points 25 and 28).
 */
export async function assertOpenToEveryone(page: Page, session: CDPSession): Promise<void> {
  for (const [name, { colorScheme, width, direction, walk }] of Object.entries(looks)) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page.evaluate(`document.documentElement.dir = '${direction}'`)
    const barriers = await findBarriers(session, name === 'light' ? undefined : rulesOfLooks)
    assert.deepEqual(barriers, [], name)
    assert.equal(await findSidewaysScroll(page), 0, `${name}: sideways scrolling`)
    assert.deepEqual(await findSmallTargets(page), [], name)
    if (walk === undefined) continue
    assert.deepEqual(await findLostText(page), [], name)
    assert.deepEqual(await findFocusFaults(session, walk), [], `${name}: the keyboard's way`)
  }
}
