import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenAccountCentre } from '../../testing/account-centre.ts'
import { givenClient, givenPool, givenUser } from '../../testing/given.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { everyFlow, passwordlessPolicies } from '../../testing/passwordless.ts'
import { givenSoftPasskey } from '../../testing/soft-passkey.ts'
import { testPorts } from '../../testing/test-ports.ts'

const password = 'Correct-h0rse-battery'

function signalsIn(markup: unknown): readonly object[] {
  const found = String(markup).matchAll(/data-signal="(\w+)" data-options="([^"]*)"/g)
  return [...found].map(([, name, options = '']) => ({ name, ...JSON.parse(options.replaceAll('&quot;', '"')) }))
}

describe('what the browser’s keeper of passkeys is told', () => {
  const attributes = { email: 'ada@example.com', email_verified: 'true', name: 'Ada Lovelace' }
  const configuration = { Policies: passwordlessPolicies }

  test('after a sign-in: which passkeys there are and what the account is called, once and again after a change', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports, { configuration })
    const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows: everyFlow } })
    const user = await givenUser(ports, pool, { username: 'ada', password, attributes })
    const { record } = await givenSoftPasskey(ports, { pool, user })
    const browser = pageBrowser(ports, pool, client)
    browser.cookies.set('passkeys-here', 'yes')
    const signIn = async () => {
      await browser.get(`/login?${browser.query}`)
      const { headers } = await browser.post(`/login?${browser.query}`, { username: 'ada', password })
      return new URL(String(headers.location))
    }
    assert.equal((await signIn()).pathname, '/passkeys/add')
    const { body } = await browser.get(`/passkeys/add?${browser.query}`)
    assert.match(String(body), /data-onward/)
    const of = { rpId: record.relyingPartyId, userId: Buffer.from(user.sub).toString('base64url') }
    assert.deepEqual(signalsIn(body), [
      { name: 'signalAllAcceptedCredentials', ...of, allAcceptedCredentialIds: [record.credentialId] },
      { name: 'ada', ...of, displayName: 'Ada Lovelace' },
    ])
    const left = await browser.post(`/passkeys/add?${browser.query}`, { answer: 'done' })
    assert.match(String(left.headers.location), /^https:\/\/app\.example\.com\/.*[?&]code=/)

    browser.cookies.delete('cognito')
    assert.equal((await signIn()).origin, 'https://app.example.com', 'it has heard')
    await ports.storage.commit([
      { write: 'deletePasskey', poolId: pool.id, sub: user.sub, credentialId: record.credentialId },
    ])
    assert.equal((await signIn()).pathname, '/passkeys/add')
    const [accepted] = signalsIn((await browser.get(`/passkeys/add?${browser.query}`)).body)
    assert.deepEqual(accepted, { name: 'signalAllAcceptedCredentials', ...of, allAcceptedCredentialIds: [] })
  })

  test('is nothing where the browser can make none, or there never were any', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports, { configuration })
    const client = await givenClient(ports, pool, { configuration: { ExplicitAuthFlows: everyFlow } })
    for (const [username, hasOne, cookie] of [
      ['ada', true, 'passkeys-there'],
      ['grace', false, 'passkeys-here'],
    ] as const) {
      const user = await givenUser(ports, pool, { username, password })
      if (hasOne) await givenSoftPasskey(ports, { pool, user })
      const browser = pageBrowser(ports, pool, client)
      browser.cookies.set(cookie, 'yes').set('passkey-offer', 'never')
      await browser.get(`/login?${browser.query}`)
      const { headers } = await browser.post(`/login?${browser.query}`, { username, password })
      assert.equal(new URL(String(headers.location)).origin, 'https://app.example.com')
    }
  })

  test('in the account centre: where a passkey was removed or the name changed, and not elsewhere', async () => {
    await using ports = await testPorts()
    const visitor = await givenAccountCentre(ports, { password, configuration, user: { attributes } })
    const { browser, pool, user } = visitor
    await givenSoftPasskey(ports, { pool, user })
    await visitor.signIn()
    const told = async (path: string) => signalsIn((await browser.get(path)).body).length
    assert.deepEqual(
      [await told('/account'), await told('/account/profile'), await told('/account/passkeys')],
      [0, 0, 2],
    )
    await browser.post('/account/profile', { name: 'Ada King' })
    const [, details] = signalsIn((await browser.get('/account/profile')).body)
    assert.equal(details && 'displayName' in details && details.displayName, 'Ada King')
    assert.equal(await told('/account/profile'), 0, 'said once')
  })
})
