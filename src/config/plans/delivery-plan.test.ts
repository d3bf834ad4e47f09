import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { planDelivery } from './delivery-plan.ts'
import { readSettings } from '../settings/read-settings.ts'
import { productionSettings } from '../settings/schema.ts'

function plan(flags: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>> = {}) {
  const reading = readSettings(productionSettings, { flags, environment })
  assert.ok(reading.kind === 'read', JSON.stringify(reading))
  return planDelivery(reading.settings, environment)
}

const mailFrom = 'Example <no-reply@example.com>'
const from = { from: mailFrom, bounceAddress: undefined }

describe('how mail and SMS are sent', () => {
  test('not at all, unless it is said', () => {
    assert.deepEqual(plan({}), { plan: { mail: undefined, sms: undefined }, problems: [] })
  })

  const servers: Readonly<Record<string, [flags: Record<string, string>, expected: object]>> = {
    'with STARTTLS': [
      { smtpUrl: 'smtp://mail.example.com' },
      { host: 'mail.example.com', port: 587, security: 'starttls', login: undefined, caFile: undefined },
    ],
    'with TLS': [
      { smtpUrl: 'smtps://mail.example.com', smtpCaFile: '/ca.pem' },
      { host: 'mail.example.com', port: 465, security: 'tls', login: undefined, caFile: '/ca.pem' },
    ],
    'signed in': [
      { smtpUrl: 'smtp://user%40example.com@mail.example.com:25', smtpPasswordFile: '/secret' },
      {
        host: 'mail.example.com',
        port: 25,
        security: 'starttls',
        login: { user: 'user@example.com', passwordFile: '/secret' },
        caFile: undefined,
      },
    ],
    'of this machine, without TLS': [
      { smtpUrl: 'smtp://127.0.0.1:1025' },
      { host: '127.0.0.1', port: 1025, security: 'none', login: undefined, caFile: undefined },
    ],
    'of this machine, with STARTTLS where an authority is named': [
      { smtpUrl: 'smtp://localhost:1025', smtpCaFile: '/ca.pem' },
      { host: 'localhost', port: 1025, security: 'starttls', login: undefined, caFile: '/ca.pem' },
    ],
    'of a name that only looks like this machine': [
      { smtpUrl: 'smtp://127.0.0.1.example.com' },
      { host: '127.0.0.1.example.com', port: 587, security: 'starttls', login: undefined, caFile: undefined },
    ],
  }
  for (const [what, [flags, expected]] of Object.entries(servers)) {
    test(`by a mail server ${what}`, () => {
      assert.deepEqual(plan({ ...flags, mailFrom }), {
        plan: { mail: { kind: 'smtp', ...expected, ...from }, sms: undefined },
        problems: [],
      })
    })
  }

  test('by SES and SNS', () => {
    assert.deepEqual(plan({ sesRegion: 'eu-central-1', snsRegion: 'us-east-1', mailFrom }), {
      plan: {
        mail: {
          kind: 'ses',
          region: 'eu-central-1',
          endpoint: 'https://email.eu-central-1.amazonaws.com',
          ...from,
        },
        sms: { kind: 'sns', region: 'us-east-1', endpoint: 'https://sns.us-east-1.amazonaws.com' },
      },
      problems: [],
    })
  })

  test('by SES and SNS elsewhere, as SDKs are told so', () => {
    const elsewhere = { AWS_ENDPOINT_URL_SESV2: 'http://127.0.0.1:1', AWS_ENDPOINT_URL: 'https://aws.example' }
    const { plan: found } = plan({ sesRegion: 'us-east-1', snsRegion: 'us-east-1', mailFrom }, elsewhere)
    assert.ok(found.mail?.kind === 'ses' && found.sms?.kind === 'sns')
    assert.deepEqual([found.mail.endpoint, found.sms.endpoint], ['http://127.0.0.1:1', 'https://aws.example'])
  })

  const problems: Readonly<
    Record<string, [flags: Record<string, string>, environment: Record<string, string>, RegExp]>
  > = {
    'two ways of mail': [{ smtpUrl: 'smtp://a.example', sesRegion: 'us-east-1', mailFrom }, {}, /two ways of one mail/],
    'two ways of SMS': [{ smsProviderFile: '/a', snsRegion: 'us-east-1' }, {}, /two ways of one SMS/],
    'mail from nobody': [{ smtpUrl: 'smtp://a.example' }, {}, /--mail-from is missing/],
    'a sender without a way': [{ mailFrom }, {}, /nothing would send/],
    'a user without a password': [{ smtpUrl: 'smtp://u@a.example', mailFrom }, {}, /belong together/],
    'a password without a user': [
      { smtpUrl: 'smtp://a.example', smtpPasswordFile: '/a', mailFrom },
      {},
      /belong together/,
    ],
    'a password without a server': [{ smtpPasswordFile: '/a' }, {}, /--smtp-url is missing/],
    'SNS without TLS': [
      { snsRegion: 'us-east-1' },
      { AWS_ENDPOINT_URL_SNS: 'http://sns.example' },
      /AWS_ENDPOINT_URL_SNS must be an https/,
    ],
  }
  for (const [what, [flags, environment, problem]] of Object.entries(problems)) {
    test(`${what} is refused`, () => {
      const found = plan(flags, environment).problems
      assert.equal(found.length, 1)
      assert.match(found[0] ?? '', problem)
    })
  }

  for (const [name, value] of [
    ['smtpUrl', 'smtp://user:secret@a.example'],
    ['smtpUrl', 'http://a.example'],
    ['smtpUrl', 'smtp://a.example/path'],
    ['mailFrom', 'a@example.com, b@example.com'],
    ['mailFrom', 'nobody'],
    ['mailBounceAddress', 'A <a@example.com>'],
  ] as const) {
    test(`${name} cannot be ${value}`, () => {
      const reading = readSettings(productionSettings, { flags: { [name]: value }, environment: {} })
      assert.ok(reading.kind === 'wrong')
      assert.doesNotMatch(reading.problems.join(), /secret/)
    })
  }
})
