import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenClient, givenPool } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts } from '../../testing/test-ports.ts'

test('the page for what went wrong says in development alone what only developers can use', async () => {
  await using ports = await testPorts()
  const pool = await givenPool(ports)
  const client = await givenClient(ports, pool)
  const see = async (isDevelopment: boolean) => {
    const browser = pageBrowser(ports, pool, client, { isDevelopment })
    return String((await browser.get('/error?error=redirect_mismatch')).body)
  }
  const [inDevelopment, inProduction] = [await see(true), await see(false)]
  assert.match(inDevelopment, /<summary>For developers<\/summary>/)
  assert.doesNotMatch(inProduction, /For developers|<details/)
  for (const markup of [inDevelopment, inProduction]) assert.match(markup, /Request id: request-1/)
})
