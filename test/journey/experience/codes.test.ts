import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readCode } from '../../../src/login/entries/read-code.ts'
import { signInWithPassword } from '../../../src/flows/sign-in/starts/sign-in-with-password.ts'
import { givenSignIn } from '../../../src/testing/given-sign-in.ts'
import { pageBrowser } from '../../../src/testing/page-browser.ts'
import { testPorts } from '../../../src/testing/test-ports.ts'
import { openChoice, openPages, password, tagsIn, textOf } from './open-pages.ts'

describe('codes and second factors', () => {
  test('13: a code has one field, and is read out of whatever is pasted, in the digits of any script', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    await pages.send('/choose', { method: 'EMAIL_OTP' })
    const fields = tagsIn(await pages.see('/code'), 'input').filter((input) => input.includes('name="code"'))
    assert.equal(fields.length, 1)
    for (const part of ['inputmode="numeric"', 'autocomplete="one-time-code"', 'dir="ltr"'])
      assert.ok(fields[0]?.includes(part))
    for (const pasted of ['123 456', '123-456', 'Your code is 123456. Tell nobody.', '١٢٣٤٥٦', '१२३४५६'])
      assert.equal(readCode(pasted), '123456')
    const code = pages.ports.messages.at(-1)?.code ?? ''
    const sentence = await pages.send('/code', { code: `Your code: ${code.slice(0, 4)} ${code.slice(4)}` })
    assert.equal(pages.leadsTo(sentence), 'https://app.example.com')
  })

  test('13: a code by SMS says the host of its page, for the browser to fill it in there and nowhere else', async () => {
    const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' }
    const asked = async (SmsAuthenticationMessage?: string) => {
      await using ports = await testPorts()
      const mfa = {
        MfaConfiguration: 'ON',
        SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage },
      } as const
      const attributes = { phone_number: '+15550100', phone_number_verified: 'true' }
      const user = { username: 'ada', password, attributes }
      const { pool, client } = await givenSignIn(ports, { pool: { mfa }, user })
      const browser = pageBrowser(ports, pool, client)
      await browser.get(`/login?${browser.query}`)
      await browser.post(`/login?${browser.query}`, { username: 'ada', password })
      const request = { requestId: '1', region: pool.region, accountId: '1', sourceIp: '::1', userAgent: undefined }
      await signInWithPassword(ports, { pool, client, request }, { username: 'ada', password })
      return ports.messages.map(({ text, code }) => text.replaceAll(code ?? '', '123456'))
    }
    const plain = 'Your authentication code is 123456.'
    assert.deepEqual(await asked(), [`${plain}\n\n@test.auth.us-east-1.localhost #123456`, plain])
    assert.deepEqual(await asked('Harbour: {####}'), ['Harbour: 123456', 'Harbour: 123456'])
  })

  test('14: how long to wait for a new code is the server’s to say, and another way is one press away', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    await pages.send('/choose', { method: 'EMAIL_OTP' })
    const waits = async () => /data-seconds="(\d+)"/.exec(await pages.see('/code'))?.[1]
    assert.equal(await waits(), '30')
    pages.ports.clock.advanceSeconds(12)
    assert.equal(await waits(), '18', 'a page that is loaded again goes on counting')
    const ready = /data-ready="([^"]*)"\s*><\/p>\s*<p class="hint" role="status"><\/p>/.exec(await pages.see('/code'))
    assert.equal(ready?.[1], 'You can ask for a new code now.')
    const text = textOf(await pages.see('/code'))
    assert.match(text, /a\*\*\*@e\*\*\*/)
    assert.match(text, /Try another way/)
  })

  test('15: an authenticator app is set up by a picture, or by a key to type, and asked for a code at once', async () => {
    const mfa = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
    await using pages = await openPages({ pool: { mfa } })
    await pages.send('/login', { username: 'ada', password })
    await pages.see('/mfaSetup')
    const markup = await pages.see('/mfaSetupApp')
    assert.match(markup, /role="img" aria-label="QR code[^>]*><svg/)
    assert.match(textOf(markup), /[A-Z2-7]{4} [A-Z2-7]{4} [A-Z2-7]{4}/)
    assert.match(markup, /<button class="link" type="button" id="copy"/)
    assert.match(markup, /href="otpauth:\/\/totp\//)
    assert.ok(tagsIn(markup, 'input').some((input) => input.includes('name="code"')))
  })

  test('17: the ways to sign in begin with the one that was used last', async () => {
    await using pages = await openChoice()
    const methods = async () =>
      [...(await pages.see('/choose')).matchAll(/name="method" value="(\w+)"/g)].map(([, method]) => method)
    await pages.send('/login', { username: 'ada' })
    assert.deepEqual(await methods(), ['PASSWORD', 'EMAIL_OTP'])
    await pages.send('/choose', { method: 'EMAIL_OTP' })
    await pages.send('/code', { code: pages.ports.messages.at(-1)?.code ?? '' })
    await pages.send('/login', { username: 'ada' })
    assert.deepEqual(await methods(), ['EMAIL_OTP', 'PASSWORD'])
    assert.match(textOf(await pages.see('/choose')), /Code by email Used last time/)
  })
})
