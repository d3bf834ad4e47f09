import assert from 'node:assert/strict'
import { generateKeyPairSync, verify } from 'node:crypto'
import { describe, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { redirectBindingUrl } from './redirect-binding.ts'
import { authnRequest, logoutRequest } from './saml-requests.ts'

const facts = {
  id: '_1',
  issuedAt: new Date('2026-06-01T12:00:00Z'),
  destination: 'https://idp.example/sso?a=1&b=2',
  serviceProvider: {
    entityId: 'urn:amazon:cognito:sp:us-east-1_Example12',
    responseUrl: 'https://notes.example.com/saml2/idpresponse',
    logoutUrl: 'https://notes.example.com/saml2/logout',
  },
}
const start =
  'xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" ' +
  'Version="2.0" IssueInstant="2026-06-01T12:00:00.000Z" Destination="https://idp.example/sso?a=1&#38;b=2"'
const issuer = '<saml2:Issuer>urn:amazon:cognito:sp:us-east-1_Example12</saml2:Issuer>'
const answer =
  'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ' +
  'AssertionConsumerServiceURL="https://notes.example.com/saml2/idpresponse"'

describe('requests to a provider', () => {
  test('ask who somebody is', () => {
    assert.equal(
      authnRequest({ ...facts, forceAuthn: false }),
      `<saml2p:AuthnRequest ${start} ${answer}>${issuer}</saml2p:AuthnRequest>`,
    )
  })

  test('ask for a sign-in even where there is a session', () => {
    assert.equal(
      authnRequest({ ...facts, forceAuthn: true }),
      `<saml2p:AuthnRequest ${start} ForceAuthn="true" ${answer}>${issuer}</saml2p:AuthnRequest>`,
    )
  })

  test('ask to end a session', () => {
    const person = { nameId: 'a<b>&"c"', nameIdFormat: 'urn:f', sessionIndex: 's&1' }
    assert.equal(
      logoutRequest({ ...facts, ...person }),
      `<saml2p:LogoutRequest ${start}>${issuer}<saml2:NameID Format="urn:f">a&#60;b&#62;&#38;&#34;c&#34;</saml2:NameID>` +
        '<saml2p:SessionIndex>s&#38;1</saml2p:SessionIndex></saml2p:LogoutRequest>',
    )
  })

  test('ask to end every session of a person where none was named', () => {
    const person = { nameId: 'ada', nameIdFormat: undefined, sessionIndex: undefined }
    assert.equal(
      logoutRequest({ ...facts, ...person }),
      `<saml2p:LogoutRequest ${start}>${issuer}<saml2:NameID>ada</saml2:NameID></saml2p:LogoutRequest>`,
    )
  })
})

describe('redirectBindingUrl', () => {
  const message = { request: '<x/>', relayState: 'a b', signingKey: undefined }

  test('carries request and relay state behind what the address has', () => {
    const url = new URL(redirectBindingUrl('https://idp.example/sso?a=1', message))
    assert.deepEqual([...url.searchParams.keys()], ['a', 'SAMLRequest', 'RelayState'])
    const request = Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')
    assert.equal(inflateRawSync(request).toString(), '<x/>')
    assert.equal(url.searchParams.get('RelayState'), 'a b')
  })

  test('signs the query as it is sent', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const url = redirectBindingUrl('https://idp.example/sso', { ...message, signingKey: privateKey })
    const [signed = '', signature = ''] = url.slice(url.indexOf('?') + 1).split('&Signature=')
    assert.match(
      signed,
      /^SAMLRequest=[^&]+&RelayState=a%20b&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256$/,
    )
    const value = Buffer.from(decodeURIComponent(signature), 'base64')
    assert.ok(verify('sha256', Buffer.from(signed), publicKey, value))
  })
})
