import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { redact, redactText } from './redaction.ts'

const canary = 'canary-7f3a'

describe('redaction', () => {
  const secretFields = [
    'password', 'Password', 'newPassword', 'NEW_PASSWORD', 'PreviousPassword', 'clientSecret', 'ClientSecret', 'client_secret', 'SecretHash',
    'SECRET_HASH', 'SECRET_BLOCK', 'accessToken', 'AccessToken', 'id_token', 'refresh_token', 'RefreshToken', 'Authorization', 'authorization',
    'cookie', 'Set-Cookie', 'SRP_A', 'SRP_B', 'srpVerifier', 'verifier', 'PASSWORD_CLAIM_SIGNATURE', 'code', 'Code', 'ConfirmationCode',
    'UserCode', 'SMS_MFA_CODE', 'Session', 'session', 'code_verifier', 'client_assertion', 'SAMLAssertion', 'X-Api-Key', 'apiKey',
    'privateKey', 'totpSeed', 'passwordHash', 'EMAIL_OTP', 'secretAccessKey', 'x-amz-security-token', 'proxy-authorization',
  ] // prettier-ignore
  for (const name of secretFields) {
    test(`masks ${name}, at any depth`, () => {
      const text = JSON.stringify(redact({ [name]: canary, request: { input: [{ [name]: { value: canary } }] } }))
      assert.doesNotMatch(text, new RegExp(canary))
      assert.match(text, /\[redacted\]/)
    })
  }

  const plainFields = [
    'statusCode',
    'errorCode',
    'reasonCode',
    'token_use',
    'username',
    'poolId',
    'requestId',
    'operation',
    'sessionCount',
  ]
  for (const name of plainFields) {
    test(`keeps ${name}`, () => assert.deepEqual(redact({ [name]: 'x1' }), { [name]: 'x1' }))
  }

  test('masks tokens and credentials inside any text', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'
    assert.equal(redactText(`got ${jwt}!`), 'got [redacted]!')
    assert.equal(redactText('Authorization: Bearer abcdefgh.ijk'), 'Authorization: [redacted]')
    assert.deepEqual(redact({ note: [jwt] }), { note: ['[redacted]'] })
  })

  test('spells errors out with their causes, without the fields that libraries hang on them', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', parameters: [canary] })
    const error = Object.assign(new TypeError('no database', { cause }), { code: '123456' })
    const copy = redact({ error })
    assert.deepEqual(copy, {
      error: {
        name: 'TypeError',
        message: 'no database',
        stack: error.stack,
        cause: { name: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED', stack: cause.stack },
      },
    })
  })

  test('bounds what it copies: cycles, depth, lists, texts, bytes', () => {
    const cycle: Record<string, unknown> = { name: 'a' }
    cycle['self'] = cycle
    assert.deepEqual(redact(cycle), { name: 'a', self: '[circular]' })
    let deep: unknown = 'bottom'
    for (let i = 0; i < 20; i += 1) deep = { deep }
    assert.match(JSON.stringify(redact(deep)), /\[deeper\]/)
    const long = redact({
      list: Array.from({ length: 500 }, () => 1),
      text: 'x'.repeat(20_000),
      bytes: new Uint8Array(3),
    })
    assert.ok(JSON.stringify(long).length < 9000)
    assert.match(JSON.stringify(long), /\[3 bytes\]/)
  })
})
