import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { skip } from './chromium.ts'
import { inAppPage, type InAppPage } from './pages/in-app.ts'
import { addPerson, authenticatorCode, invite, person, type Person } from './people.ts'
import { startReferenceSystem, type ReferenceSystem } from './reference-system.ts'
import { watchIssuedTokens, type Tokens } from './tokens-issued.ts'
import type { Visitor } from './visitor.ts'

const revoked = { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' }

describe('a person at the app that signs in by a form of its own', { skip }, () => {
  let system: ReferenceSystem
  let visitor: Visitor
  let page: InAppPage
  let issued: readonly Tokens[]

  before(async () => {
    system = await startReferenceSystem()
  })
  after(() => system?.[Symbol.asyncDispose]())

  beforeEach(async () => {
    await visitor?.[Symbol.asyncDispose]()
    visitor = await system.visit()
    page = inAppPage(visitor.page, system.ready.appUrl)
    issued = watchIssuedTokens(visitor.page, system.ready.identityUrl)
    await page.open()
  })

  async function signIn({ username, password }: Person): Promise<void> {
    await page.signIn(username, password)
    await page.arrivesAt('Your notes')
  }

  /** The newest tokens, when the page has got them. */
  function newest(): Tokens {
    const found = issued.at(-1)
    assert.ok(found, 'the pool has issued tokens')
    return found
  }

  function callWith({ AccessToken }: Tokens): Promise<Response> {
    return fetch(`${system.ready.httpUrl}${new URL(system.ready.gatewayUrl).pathname}/notes`, {
      headers: { authorization: `Bearer ${AccessToken}` },
    })
  }

  function refreshWith({ RefreshToken = '', NewDeviceMetadata: device }: Tokens): Promise<unknown> {
    return system.operator.send(
      new InitiateAuthCommand({
        ClientId: system.ready.clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: RefreshToken, DEVICE_KEY: device?.DeviceKey ?? '' },
      }),
    )
  }

  /** In the browser as well as in the system. */
  async function letAnHourGoBy({ page: there }: Visitor): Promise<void> {
    system.advance(3601)
    await there.clock.setSystemTime(await system.now())
  }

  test('signs up, confirms with the code from the inbox, signs in and calls both APIs', async () => {
    const ada = person('ada')
    await visitor.check()
    await page.signUp(ada)
    await page.arrivesAt('Confirm your e-mail')
    await visitor.check()
    await page.enterCode('Confirm', '000000')
    assert.equal(await page.problem.innerText(), 'This code is not right. Check it, or ask for a new one.')
    await visitor.check()
    await page.enterCode('Confirm', await system.codeFor(ada.email))
    await page.says('Your account is ready. Sign in.')
    await signIn(ada)
    await visitor.check()
    await page.write('two doors')
    assert.equal(await page.readingTime('two doors'), '2 words, 0.1 min')
    await visitor.check()
  })

  test('is told the same after a wrong password, whether the account exists or not', async () => {
    const bea = await addPerson(system, 'bea')
    for (const username of [bea.username, 'nobody1']) {
      await page.signIn(username, 'not-the-Passw0rd')
      await page.problem.waitFor()
      assert.equal(await page.problem.innerText(), 'Incorrect username or password.')
      assert.equal(await visitor.page.getByLabel('Password', { exact: true }).inputValue(), '')
      await visitor.check()
    }
  })

  test('gets back in with a code after forgetting the password', async () => {
    const carol = await addPerson(system, 'carol')
    await page.press('Forgot your password?')
    await page.arrivesAt('Reset your password')
    await page.fill('Username or e-mail', carol.email)
    await page.press('Send the code')
    await page.arrivesAt('Choose a new password')
    await visitor.check()
    await page.fill('New password', 'An0ther-good-one')
    await page.enterCode('Set the password', await system.codeFor(carol.email))
    await page.arrivesAt('Sign in')
    await signIn({ ...carol, password: 'An0ther-good-one' })
  })

  test('replaces the password that an administrator gave', async () => {
    const dora = person('dora')
    await invite(system, dora, system.ready.userPoolId)
    await page.signIn(dora.username, dora.password)
    await page.arrivesAt('Choose a new password')
    await visitor.check()
    await page.fill('New password', 'An0ther-good-one')
    await page.press('Set the password')
    await page.arrivesAt('Your notes')
    await visitor.check()
  })

  test('changes profile, address and password', async () => {
    const edith = await addPerson(system, 'edith')
    await signIn(edith)
    await page.openAccount()
    await visitor.check()
    await page.fill('Name', 'Edith Hollow')
    await page.fill('E-mail', 'edith.hollow@example.com')
    await page.press('Save')
    await page.enterCode('Confirm the address', await page.codeSent(() => system.codeFor('edith.hollow@example.com')))
    await page.says('The new address is confirmed.')
    await page.fill('Current password', edith.password)
    await page.fill('New password', 'An0ther-good-one')
    await page.press('Change the password')
    await page.says('Your password is changed.')
    await visitor.check()

    await page.open()
    await signIn({ username: 'edith.hollow@example.com', email: '', password: 'An0ther-good-one' })
  })

  test('sets up an authenticator app and is asked for its code', async () => {
    const frances = await addPerson(system, 'frances')
    await signIn(frances)
    await page.openAccount()
    await page.press('Set it up')
    const key = await page.authenticatorKey()
    await visitor.check()
    await page.enterCode('Turn it on', '000000')
    await page.problem.waitFor()
    await page.enterCode('Turn it on', await authenticatorCode(system, key))
    await page.says('The authenticator app is set up.')
    await visitor.check()

    system.advance(30)
    await page.open()
    await page.signIn(frances.username, frances.password)
    await page.arrivesAt('Enter your code')
    await visitor.check()
    await page.enterCode('Go on', await authenticatorCode(system, key))
    await page.arrivesAt('Your notes')
  })

  test('remembers and forgets devices', async () => {
    await signIn(await addPerson(system, 'gwen'))
    await page.openAccount()
    await page.press('Remember this device')
    await page.says('This device is remembered until the page is closed.')
    await visitor.check()
    await page
      .section('Devices')
      .getByRole('button', { name: /^Forget / })
      .click()
    await page.says('The device is forgotten.')
  })

  test('signs out, and the refresh token is dead', async () => {
    await signIn(await addPerson(system, 'hanna'))
    const tokens = newest()
    await refreshWith(tokens)
    await page.press('Sign out')
    await page.arrivesAt('Sign in')
    await assert.rejects(refreshWith(tokens), revoked)
    await visitor.check()
  })

  test('signs out everywhere, and no other browser stays signed in', async () => {
    const irene = await addPerson(system, 'irene')
    await using other = await system.visit()
    const elsewhere = inAppPage(other.page, system.ready.appUrl)
    await elsewhere.open()
    await elsewhere.signIn(irene.username, irene.password)
    await elsewhere.arrivesAt('Your notes')

    await signIn(irene)
    const tokens = newest()
    await refreshWith(tokens)
    await page.openAccount()
    await page.press('Sign out everywhere')
    await page.arrivesAt('Sign in')
    await visitor.check()
    await assert.rejects(refreshWith(tokens), revoked)
    // Cognito: an authorizer does not ask the pool, so an access token lives out its hour.
    await letAnHourGoBy(other)
    await elsewhere.fill('New note', 'is the door still open?')
    await elsewhere.press('Keep it')
    await elsewhere.arrivesAt('Sign in')
    await other.check()
  })

  test('stays signed in when the access token expires, and leaves no token behind when the page is reloaded', async () => {
    await signIn(await addPerson(system, 'judith'))
    const first = newest()
    assert.equal((await callWith(first)).status, 200)
    await letAnHourGoBy(visitor)
    assert.equal((await callWith(first)).status, 401)

    await page.write('the token has been renewed')
    assert.notEqual(newest().AccessToken, first.AccessToken)
    assert.equal((await callWith(newest())).status, 200)
    await visitor.check()
    await visitor.page.reload()
    await page.arrivesAt('Sign in')
    await visitor.check()
  })

  test('signs in from a computer whose clock is a day behind', async () => {
    system.advance(86_400)
    await signIn(await addPerson(system, 'karla'))
    await visitor.check()
  })
})
