import assert from 'node:assert/strict'
import { sign, verify, X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { requireSigningCertificate } from '../../flows/user-pools/require-signing-certificate.ts'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { GetSigningCertificate } from './GetSigningCertificate.ts'

describe('GetSigningCertificate', () => {
  test('gives each pool one certificate for good, also to those who ask at once', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const ask = () => callOnWire(GetSigningCertificate, ports, { UserPoolId: pool.id })
    const [first, second] = await Promise.all([ask(), ask()])
    assert.deepEqual(first, second)
    assert.deepEqual(await ask(), first)
    const { Certificate } = first as { readonly Certificate: string }
    const certificate = new X509Certificate(Buffer.from(Certificate, 'base64'))
    assert.equal(certificate.subject, `CN=${pool.id}`)
    assert.equal(certificate.issuer, certificate.subject)
    assert.equal(certificate.ca, false)
    assert.ok(certificate.verify(certificate.publicKey))
    assert.equal(certificate.validFromDate.getTime(), ports.clock.now().getTime())
    assert.equal(certificate.validToDate.getUTCFullYear(), 2036)

    const { privateKey } = await requireSigningCertificate(ports, pool)
    const signature = sign('sha256', Buffer.from('request'), privateKey)
    assert.ok(verify('sha256', Buffer.from('request'), certificate.publicKey, signature))
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    assert.notDeepEqual(await callOnWire(GetSigningCertificate, ports, { UserPoolId: other.id }), first)
  })
})
