import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { skip } from './chromium.ts'
import { findSidewaysScroll } from './detectors/reflow.ts'
import type { Exhibit, GalleryPools } from './gallery/exhibit.ts'
import { addGalleryPools } from './gallery/gallery-pools.ts'
import { gallery } from './gallery.ts'
import { managedLogin } from './pages/managed-login.ts'
import { startReferenceSystem, type ReferenceSystem } from './reference-system.ts'

const looks = {
  light: { colorScheme: 'light', width: 1280, direction: 'ltr' },
  dark: { colorScheme: 'dark', width: 1280, direction: 'ltr' },
  'at 320 pixels': { colorScheme: 'light', width: 320, direction: 'ltr' },
  'right to left': { colorScheme: 'dark', width: 320, direction: 'rtl' },
} as const

// WCAG 2.2 AA, on every page in every state (experience contract, point 28).
describe('every page is open to everyone', { skip }, () => {
  let system: ReferenceSystem
  let pools: GalleryPools
  before(async () => {
    system = await startReferenceSystem()
    pools = await addGalleryPools(system)
  })
  after(() => system?.[Symbol.asyncDispose]())

  for (const exhibit of gallery) test(exhibit.name, () => look(exhibit))

  async function look(exhibit: Exhibit): Promise<void> {
    await using visitor = await system.visit()
    const { page } = visitor
    const name = `p-${exhibit.name}`
    await exhibit.open({ system, pools, visitor, login: managedLogin(page), name })
    assert.deepEqual(visitor.faults, [])
    assert.deepEqual(await visitor.findLeaks(), [])
    assert.equal(await page.locator('h1').count(), 1)
    assert.equal(await page.locator('main').count(), 1)
    for (const [look, { colorScheme, width, direction }] of Object.entries(looks)) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      await page.evaluate(`document.documentElement.dir = '${direction}'`)
      assert.deepEqual(await visitor.findBarriers(), [], look)
      assert.equal(await findSidewaysScroll(page), 0, `${look}: sideways scrolling`)
    }
  }
})
