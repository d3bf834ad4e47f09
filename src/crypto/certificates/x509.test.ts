import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { generateSigningKey } from '../jose/jwk.ts'
import { selfSignedCertificate } from './x509.ts'

describe('selfSignedCertificate', () => {
  test('carries an RSA key that verifies it', async () => {
    const { privateKey, publicKey } = await generateSigningKey()
    const [notBefore, notAfter] = [new Date('2026-03-01T12:00:00Z'), new Date('2056-03-01T12:00:00Z')]
    const serialNumber = Uint8Array.of(0x7f, 1, 2)
    const der = selfSignedCertificate({ name: 'pool', serialNumber, notBefore, notAfter, privateKey, publicKey })
    const certificate = new X509Certificate(der)
    assert.equal(certificate.verify(publicKey), true)
    assert.equal(certificate.subject, 'CN=pool')
    assert.equal(certificate.issuer, 'CN=pool')
    assert.equal(certificate.serialNumber, '7F0102')
    assert.equal(certificate.signatureAlgorithm, 'sha256WithRSAEncryption')
    assert.deepEqual([certificate.validFromDate, certificate.validToDate], [notBefore, notAfter])
    assert.equal(certificate.publicKey.equals(publicKey), true)
  })
})
