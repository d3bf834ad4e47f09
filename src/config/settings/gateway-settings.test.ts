import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseFeedKey } from '../files/feed-key-file.ts'
import { judgeGateway } from '../plans/gateway-problems.ts'
import { gatewaySettings } from './gateway-settings.ts'
import { readSettings } from './read-settings.ts'

const secure = { publicUrl: 'https://api.example.com', tlsCertFile: 'tls.crt', tlsKeyFile: 'tls.key' }

function read(flags: Readonly<Record<string, string>>) {
  return readSettings(gatewaySettings, { flags: { ...secure, ...flags }, environment: {} })
}

describe('where a gateway hears of sessions that end', () => {
  test('is an https URL, or this machine', () => {
    for (const url of [
      'https://id.example.com',
      'https://id.example.com:8443',
      'http://localhost:9080',
      'http://[::1]:1',
    ]) {
      assert.equal(read({ revocationFeedUrl: url }).kind, 'read', url)
    }
    const wrong = [
      'http://id.example.com',
      'http://localhost.example.com',
      'https://id.example.com/path',
      'https://a@b',
      'id',
    ]
    for (const url of wrong) assert.notEqual(read({ revocationFeedUrl: url }).kind, 'read', url)
  })

  test('needs a key, and a key needs it', () => {
    for (const [name, value] of Object.entries({
      revocationFeedUrl: 'https://id.example.com',
      revocationFeedKeyFile: 'feed-key.json',
    })) {
      const reading = read({ [name]: value })
      assert.ok(reading.kind === 'read')
      assert.deepEqual(judgeGateway(reading.settings, {}), {
        kind: 'insecure',
        problems: ['--revocation-feed-url and --revocation-feed-key-file need each other.'],
      })
    }
  })

  test('is believed for half a minute at least, and for a day at most', () => {
    for (const seconds of ['30', '86400']) assert.equal(read({ revocationStaleSeconds: seconds }).kind, 'read')
    for (const seconds of ['29', '86401']) assert.notEqual(read({ revocationStaleSeconds: seconds }).kind, 'read')
  })
})

describe('the file of the key to the feed', () => {
  const key = { accessKeyId: 'AKIDEXAMPLEEXAMPLE00', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }

  test('is what `sallyport access-key` prints', () => {
    assert.deepEqual(parseFeedKey(`${JSON.stringify(key)}\n`), key)
  })

  test('that is wrong says where, and nothing of the secret', () => {
    const refusals: Readonly<Record<string, RegExp>> = {
      [key.secretAccessKey]: /it is not JSON/,
      [JSON.stringify([key])]: /wrong/,
      [JSON.stringify({ ...key, more: 1 })]: /wrong: more/,
      [JSON.stringify({ ...key, secretAccessKey: 'short' })]: /wrong: secretAccessKey/,
    }
    for (const [text, message] of Object.entries(refusals)) {
      assert.throws(
        () => parseFeedKey(text),
        (error: unknown) =>
          error instanceof Error && message.test(error.message) && !error.message.includes(key.secretAccessKey),
      )
    }
  })
})
