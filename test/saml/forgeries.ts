import { generateKeyPairSync } from 'node:crypto'
import {
  encoded,
  encryptedAssertion,
  samlIdp,
  samlResponse,
  signElement,
  type ResponseContent,
} from '../../src/testing/saml-idp.ts'
import type { Attack } from './wrapping.ts'

const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const xslt = 'http://www.w3.org/TR/1999/REC-xslt-19991116'
const xpath = 'http://www.w3.org/TR/1999/REC-xpath-19991116'
const base64 = 'http://www.w3.org/2000/09/xmldsig#base64'

/** Everything but wrapping. `ours` is the certificate that assertions are encrypted for. */
export async function forgeries(content: ResponseContent, ours: Uint8Array): Promise<readonly Attack[]> {
  const attacks: [name: string, xml: string][] = []
  for (const signs of ['assertion', 'response', 'both'] as const) {
    const genuine = await samlResponse({ ...content, signs })
    for (const [name, xml] of edits(genuine)) if (xml !== genuine) attacks.push([`${name}, ${signs} signed`, xml])
  }
  attacks.push(['no signature', await samlResponse({ ...content, signs: 'none', nameId: 'mallory' })])
  attacks.push(...(await strangersSignatures(content)), ...(await strangeSignatures(content)))
  attacks.push(...(await encryptions(content, ours)))
  return attacks.map(([name, xml]) => ({ name, response: encoded(xml) }))
}

/** Of the text of a genuine response. What it means changes, or parsers could disagree about what it means. */
function* edits(xml: string): Generator<[string, string]> {
  const put = (what: string) => xml.replace('<samlp:Response ', `${what}<samlp:Response `)
  yield ['another name', xml.replace('>ada<', '>mallory<')]
  yield ['a comment in the name', xml.replace('>ada<', '>ad<!-- -->a<')]
  yield ['a comment behind the name', xml.replace('>ada<', '>ada<!-- -->.example.com<')]
  yield ['CDATA in the name', xml.replace('>ada<', '><![CDATA[ada]]><')]
  yield ['an instruction in the name', xml.replace('>ada<', '>ada<?x y?><')]
  yield ['an element in the name', xml.replace('>ada<', '>ada<x xmlns="urn:x"/><')]
  yield ['a second name', xml.replace('</saml:NameID>', '</saml:NameID><saml:NameID>mallory</saml:NameID>')]
  yield ['a name before the name', xml.replace('<saml:NameID', '<saml:NameID>mallory</saml:NameID><saml:NameID')]
  yield [
    'a second subject',
    xml.replace('<saml:Subject>', '<saml:Subject><saml:NameID>mallory</saml:NameID></saml:Subject><saml:Subject>'),
  ]
  yield ['a document type', put('<!DOCTYPE x>')]
  yield ['an external document type', put('<!DOCTYPE x SYSTEM "file:///etc/passwd">')]
  yield ['an entity', put('<!DOCTYPE x [<!ENTITY e "mallory">]>').replace('>ada<', '>&e;<')]
  yield ['an external entity', put('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>').replace('>ada<', '>&e;<')]
  yield ['entities that grow', put(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${'&a;'.repeat(99)}">]>`)]
  yield ['a default attribute', put('<!DOCTYPE x [<!ATTLIST saml:NameID x CDATA "y">]>')]
  yield ['an entity nobody declared', xml.replace('>ada<', '>&e;<')]
  yield ['an instruction', put('<?xml-stylesheet href="x"?>')]
  yield ['a second declaration', put('<?xml version="1.0"?><?xml version="1.0"?>')]
  yield ['XML 1.1', put('<?xml version="1.1"?>')]
  yield ['another encoding', put('<?xml version="1.0" encoding="UTF-7"?>')]
  yield ['a comment before the root', put('<!-- -->')]
  yield ['text behind the root', `${xml}mallory`]
  yield ['two roots', `${xml}<x xmlns="urn:x"/>`]
  yield ['no signature any more', xml.replaceAll(/<ds:Signature.*?<\/ds:Signature>/g, '')]
  yield [
    'an empty signature',
    xml.replaceAll(/<ds:Signature ([^>]*)>.*?<\/ds:Signature>/g, '<ds:Signature $1></ds:Signature>'),
  ]
  yield [
    'a signature in another namespace',
    xml.replaceAll('"http://www.w3.org/2000/09/xmldsig#"', '"http://www.w3.org/2000/09/xmldsig"'),
  ]
  yield ['an empty value', xml.replaceAll(/<ds:SignatureValue>[^<]*/g, '<ds:SignatureValue>')]
  yield ['a value cut short', xml.replaceAll(/(<ds:SignatureValue>)..../g, '$1')]
  yield ['a comment in the value', xml.replaceAll('<ds:SignatureValue>', '<ds:SignatureValue><!-- -->')]
  yield ['a comment in the digest', xml.replaceAll(/<ds:DigestValue>([^<]*)/g, '<ds:DigestValue>AAAA<!-- -->$1')]
  yield [
    'an element in the digest',
    xml.replaceAll(/<ds:DigestValue>([^<]*)/g, '<ds:DigestValue><x xmlns="urn:x">AAAA</x>$1'),
  ]
  yield ['two digests', xml.replaceAll('<ds:DigestValue>', '<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>')]
  yield ['two infos', xml.replaceAll(/<ds:SignedInfo>.*?<\/ds:SignedInfo>/g, '$&$&')]
  yield [
    'an info that is wrapped',
    xml.replaceAll(/<ds:SignedInfo>.*?<\/ds:SignedInfo>/g, '<ds:Object>$&</ds:Object>$&'),
  ]
  yield ['two references', xml.replaceAll(/<ds:Reference .*?<\/ds:Reference>/g, '$&$&')]
  yield ['two signatures', xml.replaceAll(/<ds:Signature .*?<\/ds:Signature>/g, '$&$&')]
  yield ['an empty reference', xml.replaceAll(/URI="#[^"]*"/g, 'URI=""')]
  yield ['no reference', xml.replaceAll(/ URI="#[^"]*"/g, '')]
  yield ['a pointer', xml.replaceAll(/URI="#([^"]*)"/g, `URI="#xpointer(id('$1'))"`)]
  yield ['a reference outwards', xml.replaceAll(/URI="#[^"]*"/g, 'URI="https://evil.example/"')]
  yield [
    'SHA-1 by name',
    xml.replaceAll('xmldsig-more#rsa-sha256', 'xmldsig#rsa-sha1').replaceAll('xmlenc#sha256', 'xmldsig#sha1'),
  ]
  yield ['a keyed hash', xml.replaceAll('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256')]
  yield ['no algorithm', xml.replaceAll(/<ds:SignatureMethod Algorithm="[^"]*"/g, '<ds:SignatureMethod')]
  yield ['an algorithm of every object', xml.replaceAll(/(<ds:SignatureMethod Algorithm=")[^"]*/g, '$1constructor')]
  yield ['canonicalisation with comments', xml.replaceAll(`"${exclusive}"`, `"${exclusive}WithComments"`)]
  yield ['another canonicalisation', xml.replaceAll(`"${exclusive}"`, `"${inclusive}"`)]
  yield ['an id twice', xml.replace('<saml:Subject>', '<saml:Subject ID="_assertion">')]
  yield ['an id in other letters', xml.replace('<saml:Subject>', '<saml:Subject id="_assertion">')]
  yield ['an attribute twice', xml.replace('ID="_assertion"', 'ID="_assertion" ID="_assertion"')]
  yield ['an attribute in a namespace', xml.replace('ID="_assertion"', 'saml:ID="_assertion"')]
  yield [
    'a namespace that is undone',
    xml.replace('<saml:NameID', '<NameID xmlns="urn:x">mallory</NameID><saml:NameID'),
  ]
  yield ['a prefix that is taken', xml.replace('<saml:Subject>', '<saml:Subject xmlns:saml="urn:x">')]
  yield ['a namespace with a quote', xml.replace('<saml:Subject>', '<saml:Subject xmlns:q="&quot; x=&quot;">')]
  yield ['an element without a namespace', xml.replace('<saml:Subject>', '<Subject/><saml:Subject>')]
  yield ['a letter that is none', xml.replace('>ada<', '>ada&#0;<')]
  yield ['a surrogate alone', xml.replace('>ada<', '>ada&#xD800;<')]
  yield ['depth', xml.replace('<saml:Subject>', `<saml:Subject>${'<saml:x>'.repeat(99)}${'</saml:x>'.repeat(99)}`)]
  yield ['length', xml.replace('>ada<', `>ada${' '.repeat(100_000)}<`)]
  yield ['another root', xml.replaceAll('samlp:Response', 'samlp:ArtifactResponse')]
  yield ['version 1.1', xml.replaceAll('Version="2.0"', 'Version="1.1"')]
  yield ['another status', xml.replace('status:Success', 'status:Responder')]
  yield ['another status within', xml.replace('status:Success"/>', 'status:Success"/><samlp:StatusCode Value="x"/>')]
  yield ['another destination', xml.replace(/Destination="[^"]*"/, 'Destination="https://evil.example/"')]
  yield ['another response', xml.replace('InResponseTo="', 'InResponseTo="_x')]
  yield ['an answer to nothing', xml.replace(/ InResponseTo="[^"]*"/, '')]
  yield ['another issuer around', xml.replace('<saml:Issuer>', '<saml:Issuer>https://evil.example/')]
}

async function strangersSignatures(content: ResponseContent): Promise<[string, string][]> {
  const stranger = samlIdp(content.idp.entityId)
  const forged = { ...content, nameId: 'mallory' }
  const both = await samlResponse({ ...forged, signs: 'both', idp: stranger })
  const inside = await samlResponse({ ...content, signs: 'assertion' })
  const aroundGenuine = await signElement(inside, '_response', stranger)
  const genuineAroundForged = await signElement(
    await samlResponse({ ...forged, signs: 'assertion', idp: stranger }),
    '_response',
    content.idp,
  )
  return [
    ['signed by a stranger who brings the certificate', both],
    [
      'signed by a stranger in the name of the certificate',
      both.replaceAll(stranger.certificate, content.idp.certificate),
    ],
    ['a stranger around what is genuine', aroundGenuine],
    ['a stranger within what is genuine', genuineAroundForged],
  ]
}

/** By the right key over the right text, and yet not as it must be. */
async function strangeSignatures(content: ResponseContent): Promise<[string, string][]> {
  const bare = await samlResponse({ ...content, signs: 'none' })
  const strange = (name: string, options: Parameters<typeof signElement>[3]) =>
    signElement(bare, '_assertion', content.idp, options).then((xml): [string, string] => [name, xml])
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return Promise.all([
    strange('SHA-1', {
      hash: 'sha1',
      signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1',
    }),
    strange('a digest by SHA-1', { digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
    strange('a void canonical form', { digestOf: '' }),
    strange('a digest of something else', { digestOf: '<x></x>' }),
    strange('a reference to the response', { referenceUri: '#_response' }),
    strange('a reference to the whole', { referenceUri: '' }),
    strange('a reference to nothing', { referenceUri: '#' }),
    strange('a reference outwards', { referenceUri: 'file:///etc/passwd' }),
    strange('no transform', { transforms: [] }),
    strange('only one transform', { transforms: [enveloped] }),
    strange('only canonicalisation', { transforms: [exclusive] }),
    strange('transforms the other way round', { transforms: [exclusive, enveloped] }),
    strange('three transforms', { transforms: [enveloped, exclusive, exclusive] }),
    strange('a style sheet', { transforms: [enveloped, xslt] }),
    strange('a path', { transforms: [enveloped, xpath, exclusive] }),
    strange('base64', { transforms: [enveloped, base64] }),
    strange('inclusive canonicalisation', { transforms: [enveloped, inclusive] }),
    strange('inclusive canonicalisation of the info', { canonicalization: inclusive }),
    strange('canonicalisation with comments', { canonicalization: `${exclusive}WithComments` }),
    strange('an algorithm for another key', {
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
    }),
    signElement(
      bare,
      '_assertion',
      { ...content.idp, privateKey: elliptic.privateKey },
      { signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256' },
    ).then((xml): [string, string] => ['a curve of a stranger', xml]),
  ])
}

async function encryptions(content: ResponseContent, ours: Uint8Array): Promise<[string, string][]> {
  const stranger = Buffer.from(samlIdp().certificate, 'base64')
  const forged = { ...content, nameId: 'mallory' }
  const genuine = await samlResponse({ ...content, signs: 'assertion', encryptFor: ours })
  const elsewhere = '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"/>'
  return [
    ['encrypted by somebody who signs nothing', await samlResponse({ ...forged, signs: 'none', encryptFor: ours })],
    [
      'encrypted by somebody who signs nothing, by CBC',
      await samlResponse({ ...forged, signs: 'none', encryptFor: ours, cipher: 'cbc' }),
    ],
    ['encrypted for somebody else', await samlResponse({ ...content, signs: 'assertion', encryptFor: stranger })],
    [
      'a document type within',
      genuine.replace(
        /<saml:EncryptedAssertion>.*<\/saml:EncryptedAssertion>/,
        encryptedAssertion('<!DOCTYPE x><x xmlns="urn:x"/>', ours),
      ),
    ],
    [
      'no assertion within',
      genuine.replace(
        /<saml:EncryptedAssertion>.*<\/saml:EncryptedAssertion>/,
        encryptedAssertion('<x xmlns="urn:x"/>', ours),
      ),
    ],
    [
      'two assertions within',
      genuine.replace(
        /<saml:EncryptedAssertion>.*<\/saml:EncryptedAssertion>/,
        encryptedAssertion(elsewhere + elsewhere, ours),
      ),
    ],
    ['encrypted twice', genuine.replace(/<saml:EncryptedAssertion>.*<\/saml:EncryptedAssertion>/, '$&$&')],
    ['RSA 1.5', genuine.replace('xmlenc#rsa-oaep-mgf1p', 'xmlenc#rsa-1_5')],
    ['another cipher', genuine.replace('aes256-gcm', 'aes128-gcm')],
    ['no cipher', genuine.replace('xmlenc11#aes256-gcm', 'xmlenc11#none')],
    [
      'a key by reference',
      genuine.replace(
        /<xenc:CipherData><xenc:CipherValue>[^<]*<\/xenc:CipherValue>/,
        '<xenc:CipherData><xenc:CipherReference URI="https://evil.example/"/>',
      ),
    ],
    ['a changed byte', genuine.replace(/(<\/ds:KeyInfo><xenc:CipherData><xenc:CipherValue>)(....)/, '$1AAAA')],
    ['a tag cut short', genuine.replace(/....(<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/, '$1')],
  ]
}
