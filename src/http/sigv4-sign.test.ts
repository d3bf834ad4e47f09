import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { sigV4Verifier } from '../server/aws/sigv4.ts'
import { headersFromRecord } from './headers.ts'
import { signedHeaders } from './sigv4-sign.ts'

const now = new Date('2026-11-30T12:34:56Z')
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'a secret/+', sessionToken: undefined }

describe('Signature Version 4 of our own requests', () => {
  const urls = [
    'https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails',
    'https://sns.us-east-1.amazonaws.com/',
    'http://127.0.0.1:4566/',
    'https://example.com/a%20b/ü?b=2&a=1&a=%20x',
  ]
  for (const url of urls) {
    for (const sessionToken of [undefined, 'session-token']) {
      test(`is that of Smithy for ${url}${sessionToken ? ', with a session' : ''}`, async () => {
        const address = new URL(url)
        const signer = new SignatureV4({
          service: 'ses',
          region: 'eu-central-1',
          sha256: Sha256,
          credentials: { ...credentials, ...(sessionToken && { sessionToken }) },
          applyChecksum: false,
        })
        const { headers } = await signer.sign(
          {
            method: 'POST',
            protocol: address.protocol,
            hostname: address.hostname,
            path: address.pathname,
            query: queryOf(address),
            headers: { host: address.host, 'content-type': 'application/json' },
            body: '{"a":"ü"}',
          },
          { signingDate: now },
        )
        const own = signedHeaders(
          { method: 'POST', url: address, headers: { 'content-type': 'application/json' }, body: '{"a":"ü"}' },
          { credentials: { ...credentials, sessionToken }, region: 'eu-central-1', service: 'ses', now },
        )
        assert.equal(own.authorization, headers.authorization)
        assert.equal(own['x-amz-date'], headers['x-amz-date'])
        assert.equal(own['x-amz-security-token'], sessionToken)
      })
    }
  }

  test('is accepted by our own verifier', async () => {
    const headers = signedHeaders(
      {
        method: 'POST',
        url: new URL('https://id.example.com/'),
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.Decrypt' },
        body: '{}',
      },
      { credentials, region: 'eu-central-1', service: 'kms', now },
    )
    const verify = sigV4Verifier({
      service: 'kms',
      findCredential: async () => credentials as { secretAccessKey: string },
    })
    const request = {
      method: 'POST',
      url: '/',
      headers: headersFromRecord(headers),
      body: Buffer.from('{}'),
      sourceIp: '127.0.0.1',
    }
    assert.equal((await verify(request, now)).ok, true)
    assert.equal((await verify({ ...request, body: Buffer.from('{"a":1}') }, now)).ok, false)
  })
})

function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}
