import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { totpCode, totpStep } from '../../crypto/totp.ts'
import { answerChallenge } from '../../flows/sign-in/answer-challenge.ts'
import { signInWithPassword } from '../../flows/sign-in/starts/sign-in-with-password.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { UserOverrides } from '../../testing/given.ts'
import { appSecret, givenSignIn } from '../../testing/given-sign-in.ts'
import { pageBrowser } from '../../testing/page-browser.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'

const password = 'Correct-h0rse-battery'
const mfa = {
  MfaConfiguration: 'ON',
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
} as const

async function signedIn(ports: TestPorts, user: UserOverrides, UserPoolTags: Record<string, string> = {}) {
  const { pool, client } = await givenSignIn(ports, {
    pool: { mfa, configuration: { UserPoolTags } },
    user: { username: 'ada', password, attributes: { email: 'ada@example.com', email_verified: 'true' }, ...user },
  })
  const browser = pageBrowser(ports, pool, client)
  const at = (path: string) => `${path}?${browser.query}`
  await browser.get(at('/login'))
  const first = await browser.post(at('/login'), { username: 'ada', password })
  return {
    pool,
    client,
    first: pathOf(first),
    see: async (path: string) => String((await browser.get(at(path))).body),
    send: (path: string, form: Readonly<Record<string, string>>) => browser.post(at(path), form),
  }
}

function pathOf({ headers }: HttpResponse): string {
  const { origin, pathname } = new URL(String(headers.location))
  return origin === 'https://app.example.com' ? origin : pathname
}

function factorsIn(markup: string): readonly string[] {
  return [...markup.matchAll(/name="factor"\s+value="([A-Z_]+)"/g)].map(([, factor = '']) => factor)
}

const both: UserOverrides = { mfaFactors: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] }

describe('another way among second factors', () => {
  test('is one press away from the one that was chosen, and the sign-in goes on', async () => {
    await using ports = await testPorts()
    const { first, see, send } = await signedIn(ports, both)
    assert.equal(first, '/mfaChoice')
    assert.equal(pathOf(await send('/mfaChoice', { factor: 'SOFTWARE_TOKEN_MFA' })), '/mfa')
    assert.match(await see('/mfa'), /<a href="\/mfaChoice\?[^"]*">Try another way<\/a>/)
    assert.deepEqual(factorsIn(await see('/mfaChoice')), ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])
    assert.equal(pathOf(await send('/mfaChoice', { factor: 'EMAIL_OTP' })), '/mfa')
    const code = ports.messages.at(-1)?.code ?? ''
    assert.equal(pathOf(await send('/mfa', { code })), 'https://app.example.com')
  })

  test('is there for whoever prefers one of several too, which asks for it at once', async () => {
    await using ports = await testPorts()
    const { first, see, send } = await signedIn(ports, { ...both, preferredMfaFactor: 'EMAIL_OTP' })
    assert.equal(first, '/mfa')
    assert.deepEqual(factorsIn(await see('/mfaChoice')), ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])
    assert.equal(pathOf(await send('/mfaChoice', { factor: 'SOFTWARE_TOKEN_MFA' })), '/mfa')
    const code = totpCode(appSecret, totpStep(ports.clock.now()))
    assert.equal(pathOf(await send('/mfa', { code })), 'https://app.example.com')
  })

  test('sends no second code to whoever comes back to the one that has just been sent', async () => {
    await using ports = await testPorts()
    const { see, send } = await signedIn(ports, { ...both, preferredMfaFactor: 'EMAIL_OTP' })
    assert.equal(pathOf(await send('/mfaChoice', { factor: 'EMAIL_OTP' })), '/mfa')
    assert.equal(ports.messages.length, 1)
    ports.clock.advanceSeconds(31)
    await see('/mfaChoice')
    assert.equal(pathOf(await send('/mfaChoice', { factor: 'EMAIL_OTP' })), '/mfa')
    assert.equal(ports.messages.length, 2)
  })

  test('is not offered to whoever has one, who may have a recovery code', async () => {
    await using ports = await testPorts()
    const { see, send } = await signedIn(
      ports,
      { mfaFactors: ['SOFTWARE_TOKEN_MFA'] },
      { 'sallyport:recovery-codes': 'on' },
    )
    const markup = await see('/mfa')
    assert.doesNotMatch(markup, /mfaChoice/)
    assert.match(markup, /href="\/recoveryCode/)
    assert.equal(pathOf(await send('/mfaChoice', { factor: 'EMAIL_OTP' })), '/login')
    assert.equal(ports.messages.length, 0)
  })

  test('takes no factor that the person does not have', async () => {
    await using ports = await testPorts()
    const { send } = await signedIn(ports, both)
    await send('/mfaChoice', { factor: 'EMAIL_OTP' })
    const { status } = await send('/mfaChoice', { factor: 'SMS_MFA' })
    assert.equal(status, 422)
  })

  test('is among what can be set up', async () => {
    await using ports = await testPorts()
    const { first, see, send } = await signedIn(ports, {})
    assert.equal(first, '/mfaSetup')
    assert.equal(pathOf(await send('/mfaSetup', { factor: 'SOFTWARE_TOKEN_MFA' })), '/mfaSetupApp')
    assert.match(await see('/mfaSetupApp'), /<a href="\/mfaSetup\?[^"]*">Try another way<\/a>/)
    assert.equal(pathOf(await send('/mfaSetup', { factor: 'EMAIL_OTP' })), '/mfaSetupEmail')
    assert.match(await see('/mfaSetupEmail'), /<a href="\/mfaSetup\?[^"]*">Try another way<\/a>/)
  })

  test('is no way of the API: there a choice that was made is made', async () => {
    await using ports = await testPorts()
    const { pool, client } = await signedIn(ports, { ...both, preferredMfaFactor: 'SOFTWARE_TOKEN_MFA' })
    const request = { requestId: '1', region: pool.region, accountId: '1', sourceIp: '127.0.0.1', userAgent: undefined }
    const context = { pool, client, request }
    const asked = await signInWithPassword(ports, context, { username: 'ada', password })
    assert.equal(asked.kind === 'challenge' && asked.name, 'SOFTWARE_TOKEN_MFA')
    const session = asked.kind === 'challenge' ? asked.session : undefined
    const responses = { USERNAME: 'ada', ANSWER: 'EMAIL_OTP' }
    const answered = await answerChallenge(ports, context, { name: 'SELECT_MFA_TYPE', responses, session })
    assert.deepEqual(answered, { kind: 'refused', reason: 'session-invalid' })
  })
})
