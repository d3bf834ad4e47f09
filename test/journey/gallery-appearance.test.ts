import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { gallery } from '../../src/login/gallery/gallery.ts'
import { launchChromium, skip } from './chromium.ts'
import { preloadAxe } from './detectors/accessibility.ts'
import { openGallery, type GalleryBrowser } from './gallery/gallery-browser.ts'
import { hostileStyle } from './gallery/hostile-style.ts'
import { assertOpenToEveryone } from './looks.ts'

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
    await preloadAxe(shown.session)
    for (const { name } of gallery) await t.test(name, () => look(shown, name))
    assert.deepEqual(shown.faults, [])
  })

  test('in a style whose colours nobody could read', async (t) => {
    await using shown = await openGallery(browser, [hostileStyle])
    await preloadAxe(shown.session)
    for (const name of everyPart) await t.test(name, () => look(shown, name, { draft: hostileStyle.name }))
    assert.deepEqual(shown.faults, [])
  })
})

async function look(
  { page, session, open }: GalleryBrowser,
  name: string,
  options: Readonly<Record<string, string>> = {},
): Promise<void> {
  await open(name, options)
  await assertOpenToEveryone(page, session)
}
