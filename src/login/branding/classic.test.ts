import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { UiCustomization } from '../../domain/branding/ui-customization.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { assetPaths } from '../assets.ts'

const logo = { type: 'image/png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) } as const

async function given(customizations: Readonly<Record<string, Pick<UiCustomization, 'css' | 'logo'>>>) {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool, { id: 'harbour' })
  for (const [clientId, look] of Object.entries(customizations)) {
    const at = ports.clock.now()
    const customization = { poolId: pool.id, clientId, createdAt: at, updatedAt: at, ...look }
    await ports.storage.commit([{ write: 'putUiCustomization', customization }])
  }
  const browser = pageBrowser(ports, pool, client, { managedLoginVersion: 1 })
  const page = String((await browser.get(`/login?${browser.query}`)).body)
  const sheet = /rel="stylesheet" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  return { browser, page, sheet }
}

describe('a classic page', () => {
  const css = '.submitButton-customizable { background-color: teal; }'

  test('has the client’s style sheet over ours, and its logo', async () => {
    const { browser, page, sheet } = await given({
      harbour: { css, logo },
      ALL: { css: '.label-customizable {}', logo: undefined },
    })
    const { body, headers } = await browser.get(sheet)
    assert.match(String(body), /^@layer page\{:root\{.*\}\n\.submitButton-customizable \{ background-color: teal; \}$/s)
    assert.equal(headers['content-type'], 'text/css; charset=utf-8')
    assert.match(page, /<img class="logo logo-customizable" src="\/assets\/logo\?client_id=harbour&amp;v=[^"]+"/)
  })

  test('has that of all clients where there is none of its own', async () => {
    const { browser, page, sheet } = await given({ ALL: { css, logo } })
    assert.match(String((await browser.get(sheet)).body), /background-color: teal/)
    assert.match(page, /src="\/assets\/logo\?client_id=ALL&amp;v=/)
  })

  test('has ours where there is none', async () => {
    const { page, sheet } = await given({})
    assert.equal(sheet, assetPaths.css)
    assert.doesNotMatch(page, /<img/)
  })

  test('carries the classes that such a style sheet is written for', async () => {
    const { page } = await given({ harbour: { css, logo } })
    const names = 'background banner inputField label logo redirect submitButton textDescription'.split(' ')
    for (const name of names) assert.match(page, new RegExp(`class="[^"]*\\b${name}-customizable`), name)
  })
})
