import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { requiredAttributes } from '../../src/domain/users/attribute-schema.ts'
import { givenClient, givenPool } from '../../src/testing/given.ts'
import { pageBrowser } from '../../src/testing/page-browser.ts'
import { testPorts } from '../../src/testing/test-ports.ts'
import { launchChromium, skip as skipBrowser } from './chromium.ts'
import { openVisitor } from './visitor.ts'

const corpora = process.env.SALLYPORT_CORPORA ?? fileURLToPath(new URL('../../../shared/corpora', import.meta.url))
const file = `${corpora}/naughty-strings/blns.json`
const skip = skipBrowser || (!existsSync(file) && 'the corpora are not on this machine')

const asked = 'name family_name given_name middle_name nickname address website profile picture gender locale zoneinfo'
/** All but what is said of wrong entries, of which there are more and fewer. */
const constant = '*:not([role=alert], [role=alert] *, .field-error)'
/** What a browser makes of a value in a form, which has one line. */
const oneLine = (text: string): string => text.replace(/[\r\n]/g, '')

// Security contract, UI-03: strings that break programs, in everything that a sign-in page shows of what it was told.
describe('a page that shows what it was told', { skip }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  test('shows all of it as text', async (t) => {
    const strings = (JSON.parse(readFileSync(file, 'utf8')) as string[]).filter((text) => text.trim() !== '')
    assert.ok(strings.length > 400, 'the corpus is there')
    await using ports = await testPorts()
    const names = asked.split(' ')
    const pool = await givenPool(ports, { schema: names.map((Name) => ({ Name, Required: true })) })
    assert.deepEqual(new Set(requiredAttributes(pool)), new Set(names))

    await using visitor = await openVisitor(browser, new Set())
    const { page } = visitor
    page.on('dialog', (dialog) => assert.fail(`the page opened a dialog: ${dialog.message()}`))
    let elements: number | undefined
    let shown = 0
    for (let first = 0; first < strings.length; first += names.length + 2) {
      const [appName = '', username = '', ...values] = strings.slice(first, first + names.length + 2)
      const client = await givenClient(ports, pool, { id: `client${first}`, name: appName })
      const person = pageBrowser(ports, pool, client)
      const target = `/signup?${person.query}`
      await person.get(target)
      const entries = Object.fromEntries(names.map((name, index) => [name, values[index] ?? 'none']))
      const { body, headers } = await person.post(target, { username, ...entries })
      await page.route('**/*', async (route) => {
        const { pathname } = new URL(route.request().url())
        const asset = pathname === '/signup' ? { body, headers } : await person.get(pathname)
        const answer = Object.entries(asset.headers).filter(([name]) => name !== 'set-cookie')
        await route.fulfill({
          body: Buffer.from(asset.body),
          headers: Object.fromEntries(answer) as Record<string, string>,
        })
      })
      await page.goto(`${person.origin}/signup`)
      const fields: Record<string, string> = await page.evaluate(
        `Object.fromEntries([...document.querySelectorAll('form input')].map((input) => [input.name, input.value]))`,
      )
      for (const [name, value] of Object.entries({ username, ...entries })) {
        assert.equal(fields[name], oneLine(value).trim() === '' ? fields[name] : oneLine(value), `in the field ${name}`)
        shown += 1
      }
      assert.equal(await page.locator('.brand').textContent(), appName)
      const count: number = await page.evaluate(`document.querySelectorAll(${JSON.stringify(constant)}).length`)
      elements ??= count
      assert.equal(count, elements, 'no string has become an element')
      await page.unroute('**/*')
    }
    assert.deepEqual(visitor.faults, [])
    t.diagnostic(`${shown} strings shown`)
  })
})
