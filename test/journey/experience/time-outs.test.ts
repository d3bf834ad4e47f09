import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { totpCode, totpStep } from '../../../src/crypto/totp.ts'
import { openChoice, openPages, password, textOf, type Pages } from './open-pages.ts'

const extend = { keepOpen: 'yes' }

async function secondsAt(pages: Pages, path: string): Promise<number | undefined> {
  const [, seconds] = /data-expires-in="(\d+)"/.exec(await pages.see(path)) ?? []
  return seconds === undefined ? undefined : Number(seconds)
}

describe('pages that time ends', () => {
  test('29: say when, and give as much time again to whoever asks', async () => {
    await using pages = await openChoice()
    assert.equal(await secondsAt(pages, '/login'), undefined)
    await pages.send('/login', { username: 'ada' })
    assert.equal(await secondsAt(pages, '/choose'), 180)
    pages.ports.clock.advanceSeconds(100)
    const markup = await pages.see('/choose')
    assert.match(textOf(markup), /This page times out in 1:20\. Keep it open Start again/)
    assert.match(markup, /<p class="hidden" id="expiry-status" role="status"><\/p>/)
    assert.equal(pages.leadsTo(await pages.send('/choose', extend)), '/choose')
    assert.equal(await secondsAt(pages, '/choose'), 180)
    pages.ports.clock.advanceSeconds(179)
    await pages.send('/choose', { method: 'PASSWORD' })
    assert.equal(pages.leadsTo(await pages.send('/password', { password })), 'https://app.example.com')
  })

  test('29: stay as they are where a script asks, with all that is typed in them', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    pages.ports.clock.advanceSeconds(100)
    const here = async () => {
      const { status, headers, body } = await pages.send('/choose', { keepOpen: 'here' })
      return [status, headers['content-type'], JSON.parse(String(body))]
    }
    assert.deepEqual(await here(), [200, 'application/json', { seconds: 180, canExtend: true }])
    assert.equal(await secondsAt(pages, '/choose'), 180)
    pages.ports.clock.advanceSeconds(181)
    assert.deepEqual(await here(), [200, 'application/json', { seconds: 0, canExtend: false }])
    await pages.send('/choose', { method: 'PASSWORD' })
    assert.equal(pages.leadsTo(await pages.send('/choose', extend)), '/login')
  })

  test('29: take no time that is over, and none twice', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    const before = pages.browser.cookies.get('page-data') ?? ''
    await pages.send('/choose', extend)
    const after = pages.browser.cookies.get('page-data') ?? ''
    pages.browser.cookies.set('page-data', before)
    assert.equal(pages.leadsTo(await pages.send('/choose', extend)), '/login', 'what was replaced is spent')
    pages.browser.cookies.set('page-data', after)
    pages.ports.clock.advanceSeconds(180)
    assert.equal(pages.leadsTo(await pages.send('/choose', extend)), '/login')
  })

  test('29: stay open ten times longer, and not for ever', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    for (let time = 0; time < 10; time += 1) assert.equal(pages.leadsTo(await pages.send('/choose', extend)), '/choose')
    assert.doesNotMatch(textOf(await pages.see('/choose')), /Keep it open/)
    assert.equal(pages.leadsTo(await pages.send('/choose', extend)), '/login')
  })

  test('29: a form of another site keeps nothing open', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    const { cookies, query, post } = pages.browser
    const before = cookies.get('page-data')
    const forged = await post(`/choose?${query}`, extend, { csrfToken: undefined })
    assert.deepEqual([forged.status, cookies.get('page-data')], [403, before])
  })

  test('29: a code that was sent lives no longer, which its page says', async () => {
    await using pages = await openChoice()
    await pages.send('/login', { username: 'ada' })
    await pages.send('/choose', { method: 'EMAIL_OTP' })
    assert.equal(await secondsAt(pages, '/code'), 180)
    assert.doesNotMatch(textOf(await pages.see('/code')), /Keep it open/)
    assert.equal(pages.leadsTo(await pages.send('/code', extend)), '/login')
  })

  test('29: a forgotten password waits as long again', async () => {
    await using pages = await openPages()
    await pages.send('/forgotPassword', { username: 'ada' })
    assert.equal(await secondsAt(pages, '/confirmforgotPassword'), 900)
    pages.ports.clock.advanceSeconds(899)
    await pages.send('/confirmforgotPassword', extend)
    pages.ports.clock.advanceSeconds(899)
    const code = pages.ports.messages.at(-1)?.code ?? ''
    const done = await pages.send('/confirmforgotPassword', { code, password: 'Another-h0rse-battery' })
    assert.equal(pages.leadsTo(done), '/login')
    assert.match(textOf(await pages.see('/login')), /Your password is changed/)
  })

  test('29: an authenticator app can be set up in as much time as that takes', async () => {
    const mfa = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
    await using pages = await openPages({ pool: { mfa } })
    await pages.send('/login', { username: 'ada', password })
    await pages.see('/mfaSetup')
    pages.ports.clock.advanceSeconds(170)
    await pages.send('/mfaSetupApp', extend)
    pages.ports.clock.advanceSeconds(170)
    const [, key = ''] = /secret=([A-Z2-7]+)/.exec(await pages.see('/mfaSetupApp')) ?? []
    const code = totpCode(key, totpStep(pages.ports.clock.now()))
    assert.equal(pages.leadsTo(await pages.send('/mfaSetupApp', { code })), 'https://app.example.com')
  })
})
