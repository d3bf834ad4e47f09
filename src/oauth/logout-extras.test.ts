import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callback } from '../../test/oauth/oauth-records.ts'
import { locationOf, openTagged, type TaggedStage } from '../../test/oauth/tagged-stage.ts'

const on = { 'sallyport:rp-initiated-logout': 'on' }
const origin = 'https://notes.example.com'
const bye = 'https://app.example.com/signed-out'

type Query = Readonly<Record<string, string>>

function logout({ domain }: TaggedStage, query: Query, cookie = '') {
  return domain.send('GET', `/logout?${new URLSearchParams(query).toString()}`, { headers: { cookie } })
}

async function isSignedIn(stage: TaggedStage, cookie: string): Promise<boolean> {
  return locationOf(await stage.authorize({}, cookie)).includes('?code=')
}

describe('rp-initiated-logout', () => {
  test('goes to a sign-out URL with the state, for a token of the session', async () => {
    await using stage = await openTagged(on)
    const { id_token: hint = '', cookie } = await stage.tokens()
    stage.domain.advance(3601)
    const query = { id_token_hint: hint, post_logout_redirect_uri: bye, state: 'a b&c' }
    const response = await logout(stage, query, cookie)
    assert.deepEqual([response.status, response.headers.location], [302, `${bye}?state=a%20b%26c`])
    assert.match(String(response.headers['set-cookie']), /^cognito=; Max-Age=0/)
    assert.equal(await isSignedIn(stage, cookie), false)
  })

  test('goes there for the client alone, by GET and POST', async () => {
    await using stage = await openTagged(on)
    const query = { client_id: stage.client.id, post_logout_redirect_uri: bye }
    assert.equal((await logout(stage, query)).headers.location, bye)
    assert.equal((await stage.post('/logout', query)).headers.location, bye)
  })

  test('shows a page where there is no place to go', async () => {
    await using stage = await openTagged(on)
    const { id_token: hint = '', cookie } = await stage.tokens()
    for (const query of [{}, { id_token_hint: hint }, { client_id: stage.client.id }, { state: 'x' }] as Query[]) {
      assert.equal((await logout(stage, query, cookie)).headers.location, `${origin}/signedOut`)
    }
    assert.equal(await isSignedIn(stage, cookie), false)
  })

  test('ends nothing and goes nowhere that is not registered, or with a hint that is not theirs', async () => {
    await using stage = await openTagged(on)
    const { id_token: hint = '', access_token: access = '', cookie } = await stage.tokens()
    await stage.domain.addClient({ id: 'other', name: 'other' })
    const client_id = stage.client.id
    const cases: readonly (readonly [Query, string])[] = [
      [{ id_token_hint: hint, post_logout_redirect_uri: 'https://evil.example/' }, 'logout_uri_mismatch'],
      [{ id_token_hint: hint, post_logout_redirect_uri: `${bye}?a=b` }, 'logout_uri_mismatch'],
      [{ id_token_hint: hint, post_logout_redirect_uri: callback }, 'logout_uri_mismatch'],
      [{ post_logout_redirect_uri: bye }, 'client_id_missing'],
      [{ client_id: 'nobody', post_logout_redirect_uri: bye }, 'client_unknown'],
      [{ id_token_hint: `${hint}a`, post_logout_redirect_uri: bye }, 'logout_hint_invalid'],
      [{ id_token_hint: access, post_logout_redirect_uri: bye }, 'logout_hint_invalid'],
      [{ id_token_hint: hint, client_id: 'other', post_logout_redirect_uri: bye }, 'logout_hint_invalid'],
    ]
    for (const [query, error] of cases) {
      const location = new URL(locationOf(await logout(stage, query, cookie)))
      assert.deepEqual([location.pathname, location.searchParams.get('error')], ['/error', error])
    }
    const twice = `client_id=${client_id}&post_logout_redirect_uri=${bye}&post_logout_redirect_uri=https://evil.example`
    const repeated = await stage.domain.send('GET', `/logout?${twice}`)
    assert.match(locationOf(repeated), /error=parameter_repeated/)
    assert.equal(await isSignedIn(stage, cookie), true)
  })

  test('leaves Cognito’s own way as it is, and is not there unasked', async () => {
    await using stage = await openTagged(on)
    assert.equal((await logout(stage, { client_id: stage.client.id, logout_uri: bye })).headers.location, bye)
    await using without = await openTagged({})
    const query = { client_id: without.client.id, post_logout_redirect_uri: bye }
    assert.match(locationOf(await logout(without, query)), /error=redirect_uri_missing/)
    assert.equal((await without.post('/logout', query)).status, 405)
  })

  test('is each client’s own choice', async () => {
    await using stage = await openTagged({ 'sallyport:rp-initiated-logout/app': 'on' })
    await stage.domain.addClient({ id: 'other', name: 'other' })
    assert.equal(
      (await logout(stage, { client_id: stage.client.id, post_logout_redirect_uri: bye })).headers.location,
      bye,
    )
    assert.match(
      locationOf(await logout(stage, { client_id: 'other', post_logout_redirect_uri: bye })),
      /error=redirect_uri_missing/,
    )
    const { id_token: hint = '' } = await stage.tokens()
    const named = await logout(stage, { id_token_hint: hint, post_logout_redirect_uri: bye })
    assert.equal(named.headers.location, bye)
  })
})
