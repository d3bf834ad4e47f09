import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startHttpDouble } from '../../../test/mail/http-double.ts'
import { createHttpSmsSender } from './http-sms-sender.ts'
import { parseSmsProvider } from './sms-provider.ts'

const sms = { id: 'message-1', to: '+15550100', text: 'Code {to} "1"\n&' }

describe('SMS by HTTP', () => {
  test('as a form, as Twilio wants it', async () => {
    await using provider = await startHttpDouble(() => ({ status: 201, body: '{}' }))
    const sender = createHttpSmsSender(
      parseSmsProvider(
        JSON.stringify({
          url: `${provider.url}/2010-04-01/Accounts/AC0/Messages.json`,
          headers: { Authorization: 'Basic a2V5' },
          form: { To: '{to}', From: '+15550199', Body: '{text}' },
        }),
      ),
    )
    assert.deepEqual(await sender.sendSms(sms), { kind: 'sent' })
    const [call] = provider.calls
    assert.equal(call?.path, '/2010-04-01/Accounts/AC0/Messages.json')
    assert.equal(call.headers.authorization, 'Basic a2V5')
    assert.deepEqual(Object.fromEntries(new URLSearchParams(call.body)), {
      To: '+15550100',
      From: '+15550199',
      Body: sms.text,
    })
  })

  test('as JSON, with texts filled in wherever they are, in one pass', async () => {
    await using provider = await startHttpDouble(() => ({ status: 200 }))
    const json = {
      to: ['{to}'],
      message: { body: 'Example: {text}', reference: '{id}', urgent: true, none: null, n: 1 },
    }
    const sender = createHttpSmsSender(parseSmsProvider(JSON.stringify({ url: provider.url, json })))
    assert.deepEqual(await sender.sendSms(sms), { kind: 'sent' })
    assert.equal(provider.calls[0]?.headers['content-type'], 'application/json')
    assert.deepEqual(JSON.parse(provider.calls[0].body), {
      to: ['+15550100'],
      message: { body: `Example: ${sms.text}`, reference: 'message-1', urgent: true, none: null, n: 1 },
    })
  })

  for (const [status, result] of [
    [400, { kind: 'failed', reason: 'the SMS provider answered 400', permanent: true }],
    [401, { kind: 'unreachable', reason: 'the SMS provider answered 401' }],
    [429, { kind: 'unreachable', reason: 'the SMS provider answered 429' }],
    [503, { kind: 'unreachable', reason: 'the SMS provider answered 503' }],
    [302, { kind: 'unreachable', reason: 'no connection to the SMS provider' }],
    [undefined, { kind: 'unreachable', reason: 'no connection to the SMS provider' }],
  ] as const) {
    test(`${status ?? 'nothing'} answered is ${result.kind}`, async () => {
      await using provider = await startHttpDouble(() =>
        status === undefined ? undefined : { status, headers: { location: 'http://127.0.0.1:1/' } },
      )
      const text = JSON.stringify({ url: provider.url, json: { a: '{to} {text}' } })
      assert.deepEqual(await createHttpSmsSender(parseSmsProvider(text)).sendSms(sms), result)
    })
  }
})

describe('the file of an SMS provider', () => {
  const url = 'https://sms.example.com/'
  const json = { to: '{to}', text: '{text}' }
  const wrong: Readonly<Record<string, [file: unknown, problem: RegExp]>> = {
    'no JSON': ['canary', /it is not JSON/],
    'no URL': [{ json }, /wrong: url/],
    'plain HTTP to elsewhere': [{ url: 'http://canary.example.com/', json }, /wrong: url/],
    'a password in the URL': [{ url: 'https://user:canary@sms.example.com/', json }, /wrong: url/],
    'two bodies': [{ url, json, form: { a: '{to}{text}' } }, /one of "json" and "form"/],
    'no body': [{ url }, /one of "json" and "form"/],
    'a body that says nothing': [{ url, json: { to: '{to}' } }, /names neither/],
    'a header with a line break': [{ url, json, headers: { 'x-key': 'canary\r\nx: y' } }, /wrong: headers/],
    'something unknown': [{ url, json, canary: 1 }, /wrong: canary/],
  }
  for (const [what, [file, problem]] of Object.entries(wrong)) {
    test(`${what} is refused, and not shown`, () => {
      const text = typeof file === 'string' ? file : JSON.stringify(file)
      assert.throws(
        () => parseSmsProvider(text),
        (error: Error) => {
          assert.match(error.message, problem)
          if (what !== 'something unknown') assert.doesNotMatch(error.message, /canary/)
          return true
        },
      )
    })
  }
})
