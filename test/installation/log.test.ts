import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { totpCode, totpStep } from '../../src/crypto/totp.ts'
import { temporaryFolders } from '../storage/temporary-folders.ts'
import { ask, operate } from './ask.ts'
import { inboxOf, password, signIn, signUp } from './people.ts'
import { start, type Started } from './program.ts'

const newFolder = temporaryFolders()

/** Contract LOG-01: what never reaches a log, however much of it is asked for. */
describe('the log at its most talkative', () => {
  test('holds no password, code, token, cookie or secret', async () => {
    const folder = newFolder()
    await using program = await start(folder, ['--log-level', 'debug'])
    const secrets = await useEverything(program)
    secrets.set('master key', readFileSync(join(folder, 'master.key'), 'utf8').trim())
    await program.stop()
    const log = program.stderr()
    assert.ok(log.split('\n').length > 20, 'something was logged')
    for (const line of log.trim().split('\n')) assert.doesNotThrow(() => JSON.parse(line), line)
    assert.ok(secrets.size >= 15, 'there is something to look for')
    assert.deepEqual(findSecrets(log, secrets), [])
  })

  test('the harness finds a secret that is there, spelled in another way too', () => {
    const secrets = new Map([
      ['password', password],
      ['code', '123456'],
      ['other code', '654321'],
    ])
    const body = Buffer.from(password).toString('base64')
    const log = JSON.stringify({ body, text: 'Your code is 123456.', id: '00654321-aaaa' })
    assert.deepEqual(findSecrets(log, secrets), ['password', 'code'])
  })
})

function findSecrets(log: string, secrets: ReadonlyMap<string, string>): string[] {
  const isIn = (secret: string): boolean =>
    // Six digits are also in the middle of ids and times.
    /^\d+$/.test(secret)
      ? new RegExp(`(?<![\\da-f.-])${secret}(?![\\da-f-])`).test(log)
      : spellings(secret).some((spelling) => log.includes(spelling))
  return [...secrets].filter(([, secret]) => isIn(secret)).map(([name]) => name)
}

function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [secret, encodeURIComponent(secret), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex')]
}

/** What people and operators do with secrets, and every secret that passed. */
async function useEverything({ ready }: Started): Promise<Map<string, string>> {
  const { httpUrl, clientId: ClientId, userPoolId: UserPoolId, gatewayUrl, caFile, appUrl } = ready
  const secrets = new Map([['password', password]])
  const call = async (operation: string, input: object): Promise<Readonly<Record<string, any>>> =>
    (await operate(httpUrl, operation, input)).output
  const keep = (name: string, secret: unknown): void => {
    assert.equal(typeof secret, 'string', name)
    secrets.set(name, String(secret))
  }

  await signUp(ready, 'ada')
  keep('sign-up code', (await inboxOf(ready))[0]?.code)
  const tokens = await signIn(ready, 'ada')
  for (const [name, token] of Object.entries(tokens)) if (name.endsWith('Token')) keep(name, token)
  const { AccessToken } = tokens

  const { SecretCode } = await call('AssociateSoftwareToken', { AccessToken })
  keep('TOTP seed', SecretCode)
  const now = new Date(JSON.parse((await ask(`${httpUrl}/_sallyport/clock`)).text).now)
  const UserCode = totpCode(SecretCode, totpStep(now))
  keep('TOTP code', UserCode)
  assert.equal((await call('VerifySoftwareToken', { AccessToken, UserCode }))['Status'], 'SUCCESS')
  await call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } })
  const parameters = { USERNAME: 'ada', PASSWORD: password }
  const challenge = await call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: parameters })
  keep('challenge session', challenge['Session'])
  const wrong = { USERNAME: 'ada', PASSWORD: 'Wrong-but-still-mine-1' }
  keep('wrong password', wrong.PASSWORD)
  await call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: wrong })

  await call('ForgotPassword', { ClientId, Username: 'ada' })
  const [reset] = await inboxOf(ready)
  keep('reset code', reset?.code)
  const Password = 'Another-h0rse-battery'
  keep('new password', Password)
  await call('ConfirmForgotPassword', { ClientId, Username: 'ada', ConfirmationCode: reset?.code, Password })

  const TemporaryPassword = 'Temp-0rary-horse'
  keep('temporary password', TemporaryPassword)
  await call('AdminCreateUser', { UserPoolId, Username: 'grace', TemporaryPassword, MessageAction: 'SUPPRESS' })
  const { UserPoolClient } = await call('CreateUserPoolClient', { UserPoolId, ClientName: 'c', GenerateSecret: true })
  keep('client secret', UserPoolClient.ClientSecret)
  const credentials = Buffer.from(`${UserPoolClient.ClientId}:${UserPoolClient.ClientSecret}`).toString('base64')
  keep('client credentials', credentials)
  const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${credentials}` }
  const body = `grant_type=refresh_token&refresh_token=${tokens.RefreshToken}`
  await ask(`${httpUrl}/${UserPoolId}/oauth2/token`, { method: 'POST', headers: form, body })

  const authorization = `Bearer ${AccessToken}`
  await ask(`${gatewayUrl}/notes`, { caFile, headers: { authorization } })
  await ask(`${gatewayUrl}/notes?access_token=${AccessToken}`, { caFile })
  const login = await ask(`${appUrl}/auth/login`, { caFile })
  const cookies = login.headers['set-cookie'] ?? []
  for (const [index, cookie] of cookies.entries()) keep(`cookie ${index}`, /=([^;]+)/.exec(cookie)?.[1])
  const cookie = cookies.map((value) => value.split(';')[0]).join('; ')
  await ask(`${appUrl}/auth/callback?code=stolen-code-0123456789&state=x`, { caFile, headers: { cookie } })
  keep('authorization code', 'stolen-code-0123456789')
  await operate(httpUrl, 'GetUser', { AccessToken: `${AccessToken}x` })
  await call('RevokeToken', { ClientId, Token: tokens.RefreshToken })
  return secrets
}
