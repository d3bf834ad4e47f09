import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseSigV4Authorization } from './sigv4-authorization.ts'

const signature = 'ab'.repeat(32)
const good = `AWS4-HMAC-SHA256 Credential=AKID/20260901/us-east-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`

describe('parseSigV4Authorization', () => {
  test('reads the three parameters', () => {
    assert.deepEqual(parseSigV4Authorization(good), {
      ok: true,
      authorization: {
        accessKeyId: 'AKID',
        scope: { date: '20260901', region: 'us-east-1', service: 'cognito-idp' },
        signedHeaders: ['host', 'x-amz-date'],
        signature: Buffer.from(signature, 'hex'),
      },
    })
  })

  test('needs no space behind the commas, and no order', () => {
    const [algorithm = '', ...parts] = good.split(/,? /)
    assert.equal(parseSigV4Authorization(`${algorithm} ${parts.join(',')}`).ok, true)
    assert.equal(parseSigV4Authorization(`${algorithm} ${parts.toReversed().join(', ')}`).ok, true)
  })

  const refused: Readonly<Record<string, [field: string, reason: string]>> = {
    nothing: ['', 'unsupported_algorithm'],
    'a bearer token': ['Bearer abc', 'unsupported_algorithm'],
    'Signature Version 4A': [good.replace('HMAC', 'ECDSA-P256'), 'unsupported_algorithm'],
    'another case of the algorithm': [good.toLowerCase(), 'unsupported_algorithm'],
    'a missing parameter': [good.replace(/, Signature=.*/, ''), 'malformed'],
    'a parameter twice': [`${good}, Signature=${signature}`, 'malformed'],
    'a foreign parameter': [`${good}, Extra=1`, 'malformed'],
    'an empty part': [`${good},`, 'malformed'],
    'a credential of four parts': [good.replace('/us-east-1', ''), 'malformed'],
    'a credential of six parts': [good.replace('AKID/', 'AKID/x/'), 'malformed'],
    'another terminator': [good.replace('aws4_request', 'aws5_request'), 'malformed'],
    'a date that is none': [good.replace('20260901', '2026-9-1'), 'malformed'],
    'a region in upper case': [good.replace('us-east-1', 'US-EAST-1'), 'malformed'],
    'a signature in upper case': [good.replace(signature, signature.toUpperCase()), 'malformed'],
    'a short signature': [good.slice(0, -2), 'malformed'],
    'signed headers in upper case': [good.replace('host', 'Host'), 'malformed'],
    'no signed headers': [good.replace('host;x-amz-date', ''), 'malformed'],
    'an empty header name': [good.replace('host;', 'host;;'), 'malformed'],
    'unsorted headers': [good.replace('host;x-amz-date', 'x-amz-date;host'), 'unsorted_headers'],
    'a header twice': [good.replace('host;', 'host;host;'), 'unsorted_headers'],
  }
  for (const [name, [field, reason]] of Object.entries(refused)) {
    test(`refuses ${name}`, () => assert.deepEqual(parseSigV4Authorization(field), { ok: false, reason }))
  }
})
