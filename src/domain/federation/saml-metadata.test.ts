import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { idpCertificate, idpMetadata } from '../../testing/saml-metadata.ts'
import { readSamlMetadata } from './saml-metadata.ts'

const now = new Date('2026-03-01T12:00:00Z')
const notWellFormed = 'The SAML metadata is not well-formed XML without a document type.'
const notOne = 'The SAML metadata must describe exactly one identity provider.'

function faultOf(xml: string): string | undefined {
  const reading = readSamlMetadata(xml, now)
  return 'fault' in reading ? reading.fault : undefined
}

describe('readSamlMetadata', () => {
  test('reads entity, endpoints and certificates', () => {
    const reading = readSamlMetadata(idpMetadata(), now)
    assert.ok(!('fault' in reading))
    const { signingCertificates, ...rest } = reading
    assert.deepEqual(rest, {
      entityId: 'https://idp.example/entity',
      ssoRedirectUri: 'https://idp.example/sso/redirect',
      ssoPostUri: 'https://idp.example/sso/post',
      sloRedirectUri: 'https://idp.example/slo/redirect',
    })
    assert.equal(signingCertificates.length, 1)
  })

  test('takes a key without a use for a signing key, and leaves encryption keys alone', () => {
    assert.equal(faultOf(idpMetadata((xml) => xml.replace(' use="signing"', ''))), undefined)
    const encryption = idpMetadata((xml) => xml.replace('use="signing"', 'use="encryption"'))
    assert.equal(faultOf(encryption), 'The SAML metadata has no signing certificate.')
  })

  const entity = '<!DOCTYPE md:EntityDescriptor [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
  const laughs = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(50)}">]>`
  const second = '<md:IDPSSODescriptor/></md:EntityDescriptor>'
  for (const [what, xml, fault] of [
    ['an external entity', idpMetadata((xml) => xml.replace('?>', `?>${entity}`)), notWellFormed],
    ['an entity that grows', idpMetadata((xml) => xml.replace('?>', `?>${laughs}`)), notWellFormed],
    ['a document type in other letters', idpMetadata((xml) => xml.replace('?>', '?><!doctype x>')), notWellFormed],
    ['an entity that nobody declared', idpMetadata((xml) => xml.replace('/entity"', '/&x;"')), notWellFormed],
    ['an element that is not closed', idpMetadata((xml) => xml.replace('</md:EntityDescriptor>', '')), notWellFormed],
    ['two roots', idpMetadata((xml) => `${xml}<a/>`), notWellFormed],
    [
      'two attributes of one name',
      idpMetadata((xml) => xml.replace('entityID=', 'entityID="a" entityID=')),
      notWellFormed,
    ],
    ['no XML', 'hello', notWellFormed],
    ['nothing', '', notWellFormed],
    ['something else', '<html/>', notOne],
    ['two identity providers', idpMetadata((xml) => xml.replace('</md:EntityDescriptor>', second)), notOne],
    ['a foreign namespace', idpMetadata((xml) => xml.replace('SAML:2.0:metadata', 'SAML:1.0:metadata')), notOne],
    [
      'no entity ID',
      idpMetadata((xml) => xml.replace('https://idp.example/entity', '')),
      'The SAML metadata names no entity ID.',
    ],
    [
      'no sign-on',
      idpMetadata((xml) => xml.replaceAll('SingleSignOnService', 'Other')),
      'The SAML metadata names no single sign-on service.',
    ],
    [
      'a script for an endpoint',
      idpMetadata((xml) => xml.replace('https://idp.example/sso/redirect', 'javascript:alert(1)')),
      'The SAML metadata names an endpoint that is no absolute HTTP or HTTPS URL.',
    ],
    [
      'an unreadable certificate',
      idpMetadata((xml) => xml.replace(/>MII[^<]+</, '>AAAA<')),
      'A certificate of the SAML metadata cannot be read.',
    ],
    [
      'a long certificate',
      idpMetadata((xml) => xml.replace(/>MII[^<]+</, `>${'A'.repeat(4097)}<`)),
      'A certificate of the SAML metadata is longer than 4096 characters.',
    ],
    [
      'an expired certificate',
      idpMetadata((xml) => xml.replace(/>MII[^<]+</, `>${idpCertificate({ notAfter: now })}<`)),
      'A certificate of the SAML metadata has expired.',
    ],
  ] as const) {
    test(`refuses ${what}`, () => assert.equal(faultOf(xml), fault))
  }

  test('is not brought down by deep nesting', () => {
    const deep = '<a>'.repeat(16_000) + '</a>'.repeat(16_000)
    assert.equal(faultOf(idpMetadata((xml) => xml.replace('<md:KeyDescriptor', `${deep}<md:KeyDescriptor`))), undefined)
    assert.equal(faultOf('<a>'.repeat(40_000)), notWellFormed)
  })
})
