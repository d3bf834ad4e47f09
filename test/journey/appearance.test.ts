import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { skip } from './chromium.ts'
import { appExhibits } from './gallery/app.ts'
import type { Exhibit } from './gallery/exhibit.ts'
import { assertOpenToEveryone } from './looks.ts'
import { managedLogin } from './pages/managed-login.ts'
import { startReferenceSystem, type ReferenceSystem } from './reference-system.ts'

// WCAG 2.2 AA, on every page in every state (experience contract, point 28).
describe('every page is open to everyone', { skip }, () => {
  let system: ReferenceSystem
  before(async () => {
    system = await startReferenceSystem()
  })
  after(() => system?.[Symbol.asyncDispose]())

  for (const exhibit of appExhibits) test(exhibit.name, () => look(exhibit))

  async function look(exhibit: Exhibit): Promise<void> {
    await using visitor = await system.visit()
    const { page } = visitor
    const name = `p-${exhibit.name}`
    await exhibit.open({ system, visitor, login: managedLogin(page), name })
    assert.deepEqual(visitor.faults, [])
    assert.deepEqual(await visitor.findLeaks(), [])
    assert.equal(await page.locator('h1').count(), 1)
    assert.equal(await page.locator('main').count(), 1)
    await assertOpenToEveryone(page, visitor.session)
  }
})
