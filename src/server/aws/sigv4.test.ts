import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import type { HttpRequest } from '../../http/message.ts'
import { edited, now, secretAccessKey, signed, withHeader } from '../../../test/wire/signed-request.ts'
import type { SigV4Credential } from '../../domain/sigv4/verify-signature.ts'
import { sigV4Verifier } from './sigv4.ts'

const known: Readonly<Record<string, SigV4Credential>> = {
  AKIDEXAMPLE: { secretAccessKey },
  ASIASHORT: { secretAccessKey, sessionToken: 'token==', expiresAt: new Date(now.getTime() + 60_000) },
}
const asked: string[] = []
const verify = sigV4Verifier({
  service: 'cognito-idp',
  findCredential: async (accessKeyId) => {
    asked.push(accessKeyId)
    return Object.hasOwn(known, accessKeyId) ? known[accessKeyId] : undefined
  },
})

describe('verifySigV4', () => {
  test('accepts what the AWS SDK signs', async () => {
    assert.deepEqual(await verify(await signed(), now), {
      ok: true,
      accessKeyId: 'AKIDEXAMPLE',
      region: 'us-east-1',
      credential: { secretAccessKey },
    })
  })

  test('accepts any body, any extra header and any region, signed at any time within five minutes', async () => {
    const header = fc.string({ unit: fc.constantFrom('a', 'B', '9', ' ', '\t', ';', ','), maxLength: 12 })
    const sample = fc.record({
      body: fc.string({ unit: 'grapheme', maxLength: 40 }),
      seconds: fc.integer({ min: -300, max: 300 }),
      region: fc.constantFrom('us-east-1', 'eu-central-1', 'ap-southeast-2'),
      headers: fc.dictionary(fc.constantFrom('x-amz-user-agent', 'amz-sdk-request', 'x-a', 'zzz'), header, {
        noNullPrototype: true,
      }),
    })
    await fc.assert(
      fc.asyncProperty(sample, async ({ seconds, ...signing }) => {
        const request = await signed({ ...signing, signingDate: new Date(now.getTime() + seconds * 1000) })
        const verdict = await verify(request, now)
        assert.equal(verdict.ok, true)
        assert.equal(verdict.ok && verdict.region, signing.region)
      }),
      { numRuns: 300 },
    )
  })

  test('accepts a signature that leaves out what proxies may change', async () => {
    const request = await signed({ unsignable: ['amz-sdk-request'], headers: { 'amz-sdk-request': 'attempt=1' } })
    assert.equal(
      (
        await verify(
          edited(request, 'amz-sdk-request', () => 'attempt=2'),
          now,
        )
      ).ok,
      true,
    )
  })

  test('accepts a session token that belongs to the key', async () => {
    const request = await signed({ accessKeyId: 'ASIASHORT', sessionToken: 'token==' })
    assert.equal((await verify(request, now)).ok, true)
  })

  const invalid = 'InvalidSignatureException'
  const incomplete = 'IncompleteSignatureException'
  const mismatch =
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
  const unrecognized = 'The security token included in the request is invalid.'
  const parameters =
    "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters, each once."

  const refused: Readonly<Record<string, [request: () => Promise<HttpRequest>, exception: string, message: string]>> = {
    'no Authorization': [
      async () => withHeader(await signed(), 'authorization'),
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ],
    'two Authorization fields': [
      async () => {
        const request = await signed()
        const field = request.headers.get('authorization')?.[0] ?? ''
        return withHeader(request, 'authorization', field, field)
      },
      incomplete,
      'Authorization header must use the algorithm AWS4-HMAC-SHA256.',
    ],
    'a bearer token': [
      async () => withHeader(await signed(), 'authorization', 'Bearer abc'),
      incomplete,
      'Authorization header must use the algorithm AWS4-HMAC-SHA256.',
    ],
    'Signature Version 4A': [
      async () => edited(await signed(), 'authorization', (field) => field.replace('HMAC', 'ECDSA-P256')),
      incomplete,
      'Authorization header must use the algorithm AWS4-HMAC-SHA256.',
    ],
    'a missing parameter': [
      async () => edited(await signed(), 'authorization', (field) => field.replace(/, Signature=.*/, '')),
      incomplete,
      parameters,
    ],
    'unsorted signed headers': [
      async () =>
        edited(await signed(), 'authorization', (field) => field.replace('content-type;host', 'host;content-type')),
      incomplete,
      "The names in 'SignedHeaders' must be sorted, each once.",
    ],
    'a presigned request': [
      async () => ({ ...(await signed()), url: '/?X-Amz-Signature=abc' }),
      incomplete,
      'Only POST / can be signed.',
    ],
    'another path': [async () => ({ ...(await signed()), url: '/x' }), incomplete, 'Only POST / can be signed.'],
    'another method': [async () => ({ ...(await signed()), method: 'GET' }), incomplete, 'Only POST / can be signed.'],
    'another service': [
      async () => signed({ service: 'sts' }),
      invalid,
      "Credential should be scoped to correct service: 'cognito-idp'. ",
    ],
    'an unsigned host': [
      async () => signed({ unsignable: ['host'] }),
      incomplete,
      "'host' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    'an unsigned target': [
      async () => signed({ unsignable: ['x-amz-target'] }),
      incomplete,
      "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    'an unsigned content type': [
      async () => signed({ unsignable: ['content-type'] }),
      incomplete,
      "'content-type' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    'an unsigned session token': [
      async () => withHeader(await signed(), 'x-amz-security-token', 'token=='),
      incomplete,
      "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    'a signed header that is missing': [
      async () => withHeader(await signed({ headers: { 'x-a': '1' } }), 'x-a'),
      incomplete,
      "The signed header 'x-a' must be present exactly once.",
    ],
    'a signed header that came twice': [
      async () => withHeader(await signed({ headers: { 'x-a': '1,1' } }), 'x-a', '1', '1'),
      incomplete,
      "The signed header 'x-a' must be present exactly once.",
    ],
    'a malformed date': [
      async () => edited(await signed(), 'x-amz-date', (date) => date.replace('T', ' ')),
      incomplete,
      "Date must be in ISO-8601 'basic format'.",
    ],
    'a date that no calendar has': [
      async () => edited(await signed(), 'x-amz-date', () => '20260931T120000Z'),
      incomplete,
      "Date must be in ISO-8601 'basic format'.",
    ],
    'a date of another day than the scope': [
      async () => edited(await signed(), 'x-amz-date', () => '20260920T120000Z'),
      invalid,
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260921' != '20260920', from '20260920T120000Z'.",
    ],
    'a signature that is too old': [
      async () => signed({ signingDate: new Date(now.getTime() - 301_000) }),
      invalid,
      'Signature expired: 20260921T115459Z is now earlier than 20260921T115500Z (20260921T120000Z - 5 min.)',
    ],
    'a signature from the future': [
      async () => signed({ signingDate: new Date(now.getTime() + 301_000) }),
      invalid,
      'Signature not yet current: 20260921T120501Z is still later than 20260921T120500Z (20260921T120000Z + 5 min.)',
    ],
    'another secret': [async () => signed({ secretAccessKey: 'guess' }), invalid, mismatch],
    'an unknown key': [async () => signed({ accessKeyId: 'AKIDUNKNOWN' }), 'UnrecognizedClientException', unrecognized],
    'an unknown key signed with the secret that stands in': [
      async () => signed({ accessKeyId: 'AKIDUNKNOWN', secretAccessKey: 'no access key has this secret' }),
      'UnrecognizedClientException',
      unrecognized,
    ],
    'another body': [async () => ({ ...(await signed()), body: Buffer.from('{} ') }), invalid, mismatch],
    'another body under its old hash': [
      async () => ({ ...(await signed({ body: '{"a":1}' })), body: Buffer.from('{"a":2}') }),
      invalid,
      mismatch,
    ],
    'an unsigned payload': [
      async () => signed({ headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }),
      invalid,
      mismatch,
    ],
    'another operation': [
      async () => edited(await signed(), 'x-amz-target', (target) => target.replace('AdminGetUser', 'AdminDeleteUser')),
      invalid,
      mismatch,
    ],
    'another host': [async () => edited(await signed(), 'host', (host) => `x${host}`), invalid, mismatch],
    'a session token with a lasting key': [
      async () => signed({ sessionToken: 'token==' }),
      'UnrecognizedClientException',
      unrecognized,
    ],
    'a short-lived key without its token': [
      async () => signed({ accessKeyId: 'ASIASHORT' }),
      'UnrecognizedClientException',
      unrecognized,
    ],
    "a short-lived key with another's token": [
      async () => signed({ accessKeyId: 'ASIASHORT', sessionToken: 'token=' }),
      'UnrecognizedClientException',
      unrecognized,
    ],
  }
  for (const [name, [request, exception, message]] of Object.entries(refused)) {
    test(`refuses ${name}`, async () => {
      assert.deepEqual(await verify(await request(), now), { ok: false, exception, message })
    })
  }

  test('refuses a short-lived key from its last moment on', async () => {
    const later = new Date(now.getTime() + 60_000)
    const request = await signed({ accessKeyId: 'ASIASHORT', sessionToken: 'token==' })
    assert.deepEqual(await verify(request, later), {
      ok: false,
      exception: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    })
  })

  test('refuses a region that the installation does not have', async () => {
    const inEurope = sigV4Verifier({
      service: 'cognito-idp',
      regions: ['eu-central-1'],
      findCredential: async () => known.AKIDEXAMPLE,
    })
    assert.equal((await inEurope(await signed({ region: 'eu-central-1' }), now)).ok, true)
    assert.deepEqual(await inEurope(await signed(), now), {
      ok: false,
      exception: invalid,
      message: 'Credential should be scoped to a valid region. ',
    })
  })

  test('honours a new secret of a key at once', async () => {
    let secret = 'old'
    const rotating = sigV4Verifier({
      service: 'cognito-idp',
      findCredential: async () => ({ secretAccessKey: secret }),
    })
    const byOld = await signed({ secretAccessKey: 'old' })
    assert.equal((await rotating(byOld, now)).ok, true)
    secret = 'new'
    assert.equal((await rotating(byOld, now)).ok, false)
    assert.equal((await rotating(await signed({ secretAccessKey: 'new' }), now)).ok, true)
  })

  test('asks for no key before the request is well formed', async () => {
    asked.length = 0
    await verify(await signed({ unsignable: ['host'] }), now)
    assert.deepEqual(asked, [])
  })
})
