import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseDomainCertificates, parseTruststores } from './domain-pairs.ts'

describe('certificates and truststores of domains', () => {
  const arn = 'arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012'

  test('are pairs with spaces between', () => {
    assert.deepEqual(parseDomainCertificates(`${arn}=/tls/a.crt,/tls/a.key arn:aws:acm:x=b.crt,b.key`), [
      { arn, certificateFile: '/tls/a.crt', keyFile: '/tls/a.key' },
      { arn: 'arn:aws:acm:x', certificateFile: 'b.crt', keyFile: 'b.key' },
    ])
    assert.deepEqual(
      parseTruststores('s3://bucket/trust.pem=/etc/trust.pem s3://b/k=k.pem'),
      new Map([
        ['s3://bucket/trust.pem', '/etc/trust.pem'],
        ['s3://b/k', 'k.pem'],
      ]),
    )
  })

  for (const text of ['', `${arn}=a.crt`, 'api.example.com=a.crt,a.key', `${arn}=a.crt,a.key,b.key`]) {
    test(`are no pairs: ${text}`, () => assert.equal(parseDomainCertificates(text), undefined))
  }
  for (const text of ['', 'trust.pem', 'https://bucket/key=trust.pem', 's3://bucket/key']) {
    test(`are no truststores: ${text}`, () => assert.equal(parseTruststores(text), undefined))
  }
})
