import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenClient, givenPool } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const password = 'Passw0rd!'

async function site(ports: TestPorts, PreventUserExistenceErrors: 'ENABLED' | 'LEGACY') {
  const pool = await givenPool(ports, {
    configuration: { UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] },
  })
  const client = await givenClient(ports, pool, { configuration: { PreventUserExistenceErrors } })
  return async (email: string) => {
    const browser = pageBrowser(ports, pool, client)
    await browser.get(`/signup?${browser.query}`)
    const { status, headers } = await browser.post(`/signup?${browser.query}`, { email, password })
    const confirm = await browser.get(`/confirm?${browser.query}`)
    return { status, location: headers.location, page: Buffer.from(confirm.body).toString() }
  }
}

describe('signing up with an address that somebody has', () => {
  test('looks as with a free one where the client hides who exists, and its owner is told', async () => {
    await using ports = await testPorts()
    const signUp = await site(ports, 'ENABLED')
    const free = await signUp('ada@example.com')
    const sent = ports.messages.length
    const taken = await signUp('ada@example.com')
    const masked = (page: string): string => page.replaceAll(/value="[^"]*"/g, '')
    assert.deepEqual([taken.status, taken.location], [free.status, free.location])
    assert.equal(masked(taken.page), masked(free.page))
    const [notice, ...others] = ports.messages.slice(sent)
    assert.deepEqual(others, [])
    assert.equal(notice?.to, 'ada@example.com')
    assert.equal(notice?.code, undefined)
    assert.match(notice?.text ?? '', /has one already/)
  })

  test('is told so where the client does not', async () => {
    await using ports = await testPorts()
    const signUp = await site(ports, 'LEGACY')
    await signUp('ada@example.com')
    const sent = ports.messages.length
    assert.equal((await signUp('ada@example.com')).status, 422)
    assert.equal(ports.messages.length, sent)
  })
})
