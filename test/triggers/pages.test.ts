import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TriggerName } from '../../src/flows/triggers/trigger.ts'
import { asItWas, type TestFunction } from '../../src/testing/test-functions.ts'
import { arenaPassword, openArena } from '../security/arena.ts'
import { codeIn, openBrowser } from '../security/browser.ts'
import { openInstallation, type Installation } from '../security/installation.ts'
import { jsonOf } from '../security/surface.ts'

const names: readonly TriggerName[] = ['PreAuthentication', 'PostAuthentication', 'PreTokenGeneration']

async function given(on: Installation) {
  const functions = new Map<string, TestFunction>(names.map((name) => [name, asItWas]))
  const LambdaConfig = on.ports.functions.install(
    Object.fromEntries(names.map((name): [string, TestFunction] => [name, (event) => functions.get(name)?.(event)])),
  )
  const arena = await openArena(on, { pool: { LambdaConfig } })
  const { username } = await arena.addPerson()
  const browser = openBrowser(on, arena.app)
  await browser.get('/login')
  return {
    app: arena.app,
    signIn: () => browser.post('/login', { username, password: arenaPassword }),
    refuse: (name: TriggerName) =>
      void functions.set(name, () => {
        throw new Error('not now')
      }),
    allow: (name: TriggerName) => void functions.set(name, asItWas),
    sources: () => on.ports.functions.events.map(({ triggerSource }) => triggerSource),
  }
}

describe('signing in at the pages', () => {
  test('asks at the beginning and at the end, and for the tokens that the code is traded for', async () => {
    await using on = await openInstallation()
    const { app, signIn, sources } = await given(on)
    const code = codeIn(await signIn())
    assert.deepEqual(sources(), ['PreAuthentication_Authentication', 'PostAuthentication_Authentication'])
    const tokens = jsonOf(await app.redeem(code ?? ''))
    assert.equal(sources().at(-1), 'TokenGeneration_HostedAuth')
    const form = { grant_type: 'refresh_token', client_id: app.client.id, refresh_token: tokens.refresh_token }
    assert.equal((await app.postForm('/oauth2/token', form)).status, 200)
    assert.equal(sources().at(-1), 'TokenGeneration_RefreshTokens')
  })

  for (const name of ['PreAuthentication', 'PostAuthentication'] as const) {
    test(`ends where ${name} refuses, and says why`, async () => {
      await using on = await openInstallation()
      const { signIn, refuse } = await given(on)
      refuse(name)
      const page = await signIn()
      assert.equal(codeIn(page), undefined)
      assert.match(page.body, new RegExp(`${name} failed with error not now\\.`))
    })
  }

  test('a refused token costs no code', async () => {
    await using on = await openInstallation()
    const { app, signIn, refuse, allow } = await given(on)
    const code = codeIn(await signIn()) ?? ''
    refuse('PreTokenGeneration')
    assert.deepEqual(jsonOf(await app.redeem(code)), {
      error: 'invalid_request',
      error_description: 'PreTokenGeneration failed with error not now.',
    })
    allow('PreTokenGeneration')
    assert.equal((await app.redeem(code)).status, 200)
  })
})
