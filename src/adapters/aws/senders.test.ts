import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startHttpDouble, type HttpAnswer, type HttpCall } from '../../../test/mail/http-double.ts'
import type { Mail } from '../../domain/messages/message.ts'
import { parseSigV4Authorization } from '../../http/sigv4-authorization.ts'
import { canonicalRequest, deriveSigningKey, sha256Hex, sign, stringToSign } from '../../http/sigv4-canonical.ts'
import { createSesMailSender } from './ses-mail-sender.ts'
import { createSnsSmsSender } from './sns-sms-sender.ts'

const now = new Date('2026-11-30T12:34:56Z')
const clock = { now: () => now }
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret-canary', sessionToken: 'token-canary' }
const own = { find: async () => ({ kind: 'found', accessKey: credentials }) as const }
const region = 'eu-central-1'

const mail: Mail = {
  id: 'message-1',
  to: 'ada@example.com',
  subject: 'Ihr Bestätigungscode',
  text: 'Your code is 123456',
  html: '<b>123456</b>',
  createdAt: now,
  from: undefined,
  replyTo: undefined,
  configurationSet: undefined,
}
const sms = { id: 'message-2', to: '+15550100', text: 'Your code is 123456 & more' }

/** Refuses what is not signed with our keys for this service. */
function signedOnly(service: string, answer: HttpAnswer) {
  return ({ method, path, headers, body }: HttpCall): HttpAnswer => {
    const parsed = parseSigV4Authorization(headers.authorization ?? '')
    if (!parsed.ok) return { status: 403 }
    const { scope, signedHeaders, signature } = parsed.authorization
    const canonical = canonicalRequest({
      method,
      path,
      query: '',
      headers: new Map(signedHeaders.map((name) => [name, [String(headers[name])]])),
      payloadHash: sha256Hex(body),
    })
    const expected = sign(
      deriveSigningKey(credentials.secretAccessKey, scope),
      stringToSign(canonical, String(headers['x-amz-date']), scope),
    )
    const isOurs =
      expected.equals(signature) &&
      scope.service === service &&
      scope.region === region &&
      headers['x-amz-security-token'] === credentials.sessionToken
    return isOurs ? answer : { status: 403, body: '{"__type":"SignatureDoesNotMatch"}' }
  }
}

describe('mail by SES', () => {
  async function send(answer: HttpAnswer | undefined, what: Partial<Mail> = {}) {
    await using ses = await startHttpDouble((call) => answer && signedOnly('ses', answer)(call))
    const sender = createSesMailSender({
      endpoint: ses.url,
      region,
      credentials: own,
      clock,
      from: { name: 'Example', address: 'no-reply@example.com' },
      bounceAddress: 'bounces@example.com',
    })
    const result = await sender.sendMail({ ...mail, ...what })
    return { result, calls: [...ses.calls] }
  }

  test('is one signed SendEmail', async () => {
    const { result, calls } = await send({ status: 200, body: '{"MessageId":"1"}' })
    assert.deepEqual(result, { kind: 'sent' })
    assert.deepEqual(
      calls.map(({ method, path }) => [method, path]),
      [['POST', '/v2/email/outbound-emails']],
    )
    assert.deepEqual(JSON.parse(calls[0]?.body ?? ''), {
      FromEmailAddress: '"Example" <no-reply@example.com>',
      Destination: { ToAddresses: ['ada@example.com'] },
      FeedbackForwardingEmailAddress: 'bounces@example.com',
      Content: {
        Simple: {
          Subject: { Data: 'Ihr Bestätigungscode', Charset: 'UTF-8' },
          Body: {
            Text: { Data: 'Your code is 123456', Charset: 'UTF-8' },
            Html: { Data: '<b>123456</b>', Charset: 'UTF-8' },
          },
          Headers: [
            { Name: 'Auto-Submitted', Value: 'auto-generated' },
            { Name: 'X-Auto-Response-Suppress', Value: 'All' },
            { Name: 'X-Message-Id', Value: 'message-1' },
          ],
        },
      },
    })
  })

  test("is the pool's", async () => {
    const own = { from: 'Ünal <a@pool.example>', replyTo: 'help@pool.example', configurationSet: 'set' }
    const { calls } = await send({ status: 200 }, own)
    const { FromEmailAddress, ReplyToAddresses, ConfigurationSetName } = JSON.parse(calls[0]?.body ?? '')
    assert.deepEqual(
      { FromEmailAddress, ReplyToAddresses, ConfigurationSetName },
      {
        FromEmailAddress: `=?UTF-8?B?${Buffer.from('Ünal').toString('base64')}?= <a@pool.example>`,
        ReplyToAddresses: ['help@pool.example'],
        ConfigurationSetName: 'set',
      },
    )
  })

  test('asks nothing for what is no address', async () => {
    const { result, calls } = await send({ status: 200 }, { to: 'ada@example.com, eve@example.com' })
    assert.deepEqual(result, { kind: 'failed', reason: 'the recipient is not an address', permanent: true })
    assert.deepEqual(calls, [])
  })

  const refused = (status: number, name: string) => ({
    status,
    headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` },
    body: '{"message":"ada@example.com 123456"}',
  })
  for (const [what, answer, result] of [
    [
      'a message that is rejected',
      refused(400, 'MessageRejected'),
      { kind: 'failed', reason: 'ses: 400 MessageRejected', permanent: true },
    ],
    [
      'too much',
      refused(429, 'TooManyRequestsException'),
      { kind: 'unreachable', reason: 'ses: 429 TooManyRequestsException' },
    ],
    [
      'a paused account',
      refused(400, 'SendingPausedException'),
      { kind: 'unreachable', reason: 'ses: 400 SendingPausedException' },
    ],
    ['a fault', { status: 500, body: '' }, { kind: 'unreachable', reason: 'ses: 500' }],
    ['a redirect', { status: 307, headers: { location: '/' } }, { kind: 'unreachable', reason: 'ses: no connection' }],
    ['no answer', undefined, { kind: 'unreachable', reason: 'ses: no connection' }],
  ] as const) {
    test(`${what} is ${result.kind}, told without a word of the mail`, async () => {
      assert.deepEqual((await send(answer)).result, result)
    })
  }
})

describe('SMS by SNS', () => {
  test('is one signed Publish', async () => {
    await using sns = await startHttpDouble(signedOnly('sns', { status: 200, body: '<PublishResponse/>' }))
    const sender = createSnsSmsSender({ endpoint: sns.url, region, credentials: own, clock })
    assert.deepEqual(await sender.sendSms(sms), { kind: 'sent' })
    const [call] = sns.calls
    assert.ok(call && sns.calls.length === 1)
    assert.deepEqual(Object.fromEntries(new URLSearchParams(call.body)), {
      Action: 'Publish',
      Version: '2010-03-31',
      PhoneNumber: '+15550100',
      Message: 'Your code is 123456 & more',
      'MessageAttributes.entry.1.Name': 'AWS.SNS.SMS.SMSType',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'Transactional',
    })
  })

  test('a number that cannot be is refused for good', async () => {
    const body =
      '<ErrorResponse><Error><Code>InvalidParameter</Code><Message>+15550100</Message></Error></ErrorResponse>'
    await using sns = await startHttpDouble(() => ({ status: 400, body }))
    const sender = createSnsSmsSender({ endpoint: sns.url, region, credentials: own, clock })
    const result = { kind: 'failed', reason: 'sns: 400 InvalidParameter', permanent: true }
    assert.deepEqual(await sender.sendSms(sms), result)
  })
})
