import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readResponse } from '../../src/flows/federation/saml/read-response.ts'
import { encoded, samlIdp } from '../../src/testing/saml-idp.ts'
import { isElement, type XmlElement } from '../../src/xml/elements.ts'
import { parseXml } from '../../src/xml/parse-xml.ts'
import { readSigned } from '../../src/xml/xml-signature.ts'

const corpora = join(process.env.SALLYPORT_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora'), 'saml')
const skip = existsSync(corpora) ? false : `no corpora at ${corpora}`
const decryptionKey = skip ? undefined : samlIdp().privateKey

function keyOf(file: string) {
  return new X509Certificate(readFileSync(join(corpora, file))).publicKey
}

function filesOf(folder: string): readonly string[] {
  return skip ? [] : readdirSync(join(corpora, folder)).filter((name) => name.endsWith('.xml'))
}

/** Every element that has a signature of its own, with what becomes of it. */
async function readingsOf(xml: string, file: string): Promise<readonly string[]> {
  const root = parseXml(xml)
  if (root === undefined) return []
  const elements: readonly XmlElement[] = [root, ...Array.from(root.getElementsByTagName('*')).filter(isElement)]
  const readings = await Promise.all(elements.map((element) => readSigned(element, [keyOf(file)])))
  return readings.map(({ kind }) => kind).filter((kind) => kind !== 'unsigned')
}

describe('responses that node-saml publishes', { skip }, () => {
  for (const file of filesOf('node-saml/signatures/invalid')) {
    test(`${file} signs nobody in`, async () => {
      const xml = readFileSync(join(corpora, 'node-saml/signatures/invalid', file), 'utf8')
      assert.ok(decryptionKey)
      const trust = { keys: [keyOf('node-saml/cert.pem')], decryptionKey, requiresEncryption: false }
      const reading = await readResponse(encoded(xml), trust)
      assert.ok(['unreadable', 'untrusted'].includes(reading.kind), reading.kind)
    })
  }

  /** The others are signed with SHA-1, which counts as unsigned. */
  const modern: Readonly<Record<string, readonly string[]>> = {
    'response.root-signed.assertion-signed.1advice-signed.xml': ['signed', 'signed', 'signed'],
    'response.root-unsigned.assertion-signed.1advice-signed.xml': ['signed', 'signed'],
    // One signature of the advice is over two elements.
    'response.root-signed.assertion-signed.2advice-signed.xml': ['signed', 'signed', 'invalid'],
  }
  for (const [file, expected] of Object.entries(modern)) {
    test(`${file} is signed as it says`, async () => {
      const xml = readFileSync(join(corpora, 'node-saml/signatures/valid', file), 'utf8')
      assert.deepEqual(await readingsOf(xml, 'node-saml/cert.pem'), expected)
    })
  }

  for (const file of filesOf('node-saml/signatures/valid')) {
    if (Object.hasOwn(modern, file)) continue
    test(`${file} is not, being signed with SHA-1`, async () => {
      const xml = readFileSync(join(corpora, 'node-saml/signatures/valid', file), 'utf8')
      const readings = await readingsOf(xml, 'node-saml/cert.pem')
      assert.ok(xml.includes('xmldsig#rsa-sha1') && readings.includes('invalid'))
    })
  }
})

describe('documents that xml-crypto publishes', { skip }, () => {
  for (const file of filesOf('xml-crypto').filter((name) =>
    /invalid|wrapp|multiple|hmac|unsigned|comment/.test(name),
  )) {
    for (const certificate of ['feide_public.pem', 'client_public.pem', 'idp_certificate.pem']) {
      test(`${file} proves nothing under ${certificate}`, async () => {
        const xml = readFileSync(join(corpora, 'xml-crypto', file), 'utf8')
        assert.ok(!(await readingsOf(xml, `xml-crypto/${certificate}`)).includes('signed'))
      })
    }
  }
})
