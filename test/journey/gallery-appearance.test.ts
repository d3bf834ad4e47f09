import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { gallery } from '../../src/login/gallery/gallery.ts'
import { launchChromium, skip } from './chromium.ts'
import { findBarriers } from './detectors/accessibility.ts'
import { findSidewaysScroll } from './detectors/reflow.ts'
import { openGallery, type GalleryBrowser } from './gallery/gallery-browser.ts'
import { hostileStyle } from './gallery/hostile-style.ts'

const looks = {
  light: { colorScheme: 'light', width: 1280, direction: 'ltr' },
  'dark, right to left, at 320 pixels': { colorScheme: 'dark', width: 320, direction: 'rtl' },
} as const

/** Between them, states have every part that pages are made of. */
const everyPart = [
  'sign-in-with-providers',
  'sign-in-password-changed',
  'sign-up-weak-password',
  'choose-last-used',
  'first-code-sms',
  'mfa-app-wrong-code',
  'mfa-choice',
  'mfa-setup-app',
  'passkey-offer',
  'error-redirect-mismatch',
]

// WCAG 2.2 AA, on every page in every state (experience contract, point 28).
describe('every page is open to everyone', { skip }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  test('in the default style', async (t) => {
    await using shown = await openGallery(browser)
    for (const { name } of gallery) await t.test(name, () => look(shown, name))
    assert.deepEqual(shown.faults, [])
  })

  test('in a style whose colours nobody could read', async (t) => {
    await using shown = await openGallery(browser, [hostileStyle])
    for (const name of everyPart) await t.test(name, () => look(shown, name, { draft: hostileStyle.name }))
    assert.deepEqual(shown.faults, [])
  })
})

async function look(
  { page, context, open }: GalleryBrowser,
  name: string,
  options: Readonly<Record<string, string>> = {},
): Promise<void> {
  await open(name, options)
  const session = await context.newCDPSession(page)
  for (const [look, { colorScheme, width, direction }] of Object.entries(looks)) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page.evaluate(`document.documentElement.dir = '${direction}'`)
    assert.deepEqual(await findBarriers(session), [], look)
    assert.equal(await findSidewaysScroll(page), 0, `${look}: sideways scrolling`)
  }
  await session.detach()
}
