import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertionEnd, assertionFault, type Expectation } from './check-assertion.ts'
import type { ResponseEnvelope } from './read-response.ts'
import type { BearerConfirmation, SamlAssertion } from './saml-assertion.ts'

const responseUrl = 'https://notes.example.com/saml2/idpresponse'
const now = new Date('2026-06-01T12:00:00Z')
const expectation: Expectation = {
  now,
  serviceProvider: { entityId: 'urn:ours', responseUrl, logoutUrl: 'https://notes.example.com/saml2/logout' },
  issuer: 'https://idp.example',
  requestId: '_request',
}
const unsolicited: Expectation = { ...expectation, requestId: undefined }

function after(seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000)
}

function confirmation(overrides: Partial<BearerConfirmation> = {}): BearerConfirmation {
  return {
    recipient: responseUrl,
    inResponseTo: '_request',
    notBefore: undefined,
    notOnOrAfter: after(300),
    ...overrides,
  }
}

function assertion(overrides: Partial<SamlAssertion> = {}): SamlAssertion {
  return {
    id: '_assertion',
    issuer: 'https://idp.example',
    issuedAt: now,
    nameId: 'ada',
    nameIdFormat: undefined,
    confirmations: [confirmation()],
    notBefore: after(-5),
    notOnOrAfter: after(300),
    audiences: [['urn:ours', 'urn:others']],
    sessionIndex: undefined,
    sessionEndsAt: undefined,
    attributes: {},
    ...overrides,
  }
}

const envelope: ResponseEnvelope = {
  issuer: 'https://idp.example',
  destination: responseUrl,
  inResponseTo: '_request',
}
const bare: ResponseEnvelope = { issuer: undefined, destination: undefined, inResponseTo: '_request' }

const audienceFault = 'Audience restriction in SAML Assertion does not allow it for urn:ours'
const issuerFault = 'Issuer does not match the identity provider'
const confirmationFault = 'SubjectConfirmation is not valid for this request'
const timeFault = 'Assertion is expired or not yet valid'
const requestFault = 'InResponseTo does not match the request'

describe('assertionFault', () => {
  const good: Readonly<Record<string, [SamlAssertion, ResponseEnvelope?]>> = {
    'what answers our request': [assertion()],
    'an envelope that says little': [assertion(), bare],
    'a clock that is a minute ahead': [assertion({ issuedAt: after(60), notBefore: after(60) })],
    'a clock that is a minute behind': [
      assertion({ notOnOrAfter: after(-59), confirmations: [confirmation({ notOnOrAfter: after(-59) })] }),
    ],
    'one good confirmation among others': [
      assertion({ confirmations: [confirmation({ recipient: 'https://other.example' }), confirmation()] }),
    ],
    'several audience restrictions that all have us': [assertion({ audiences: [['urn:ours'], ['a', 'urn:ours']] })],
    'a session that goes on': [assertion({ sessionEndsAt: after(10) })],
  }
  for (const [name, [value, around = envelope]] of Object.entries(good)) {
    test(`accepts ${name}`, () => assert.equal(assertionFault(value, around, expectation), undefined))
  }

  const bad: Readonly<Record<string, [string, SamlAssertion, ResponseEnvelope?]>> = {
    'another issuer': [issuerFault, assertion({ issuer: 'https://evil.example' })],
    'another issuer around it': [issuerFault, assertion(), { ...envelope, issuer: 'https://evil.example' }],
    'another destination': [
      `Destination is not ${responseUrl}`,
      assertion(),
      { ...envelope, destination: `${responseUrl}/` },
    ],
    'no audience': [audienceFault, assertion({ audiences: [] })],
    'another audience': [audienceFault, assertion({ audiences: [['urn:ours2']] })],
    'a second restriction without us': [audienceFault, assertion({ audiences: [['urn:ours'], ['urn:others']] })],
    'another request': [requestFault, assertion(), { ...envelope, inResponseTo: '_other' }],
    'no request in the envelope': [requestFault, assertion(), { ...envelope, inResponseTo: undefined }],
    'no request in the confirmation': [
      confirmationFault,
      assertion({ confirmations: [confirmation({ inResponseTo: undefined })] }),
    ],
    'no confirmation': [confirmationFault, assertion({ confirmations: [] })],
    'another recipient': [
      confirmationFault,
      assertion({ confirmations: [confirmation({ recipient: 'https://evil.example' })] }),
    ],
    'no recipient': [confirmationFault, assertion({ confirmations: [confirmation({ recipient: undefined })] })],
    'a confirmation without an end': [
      confirmationFault,
      assertion({ confirmations: [confirmation({ notOnOrAfter: undefined })] }),
    ],
    'a confirmation that is over': [
      confirmationFault,
      assertion({ confirmations: [confirmation({ notOnOrAfter: after(-60) })] }),
    ],
    'a confirmation that is not yet': [
      confirmationFault,
      assertion({ confirmations: [confirmation({ notBefore: after(61) })] }),
    ],
    'conditions that are over': [timeFault, assertion({ notOnOrAfter: after(-60) })],
    'conditions that are not yet': [timeFault, assertion({ notBefore: after(61) })],
    'an issue instant in the future': [timeFault, assertion({ issuedAt: after(61) })],
    'a session that is over': ['Session has expired', assertion({ sessionEndsAt: after(-60) })],
  }
  for (const [name, [fault, value, around = envelope]] of Object.entries(bad)) {
    test(`refuses ${name}`, () => assert.equal(assertionFault(value, around, expectation), fault))
  }

  describe('of what nobody asked for', () => {
    const lone = { ...envelope, inResponseTo: undefined }
    const own = (overrides: Partial<SamlAssertion> = {}) =>
      assertion({ confirmations: [confirmation({ inResponseTo: undefined })], ...overrides })

    test('accepts what is six minutes old', () =>
      assert.equal(assertionFault(own({ issuedAt: after(-360) }), lone, unsolicited), undefined))
    test('refuses what is older', () =>
      assert.equal(
        assertionFault(own({ issuedAt: after(-361) }), lone, unsolicited),
        'Assertion was issued too long ago',
      ))
    test('refuses an answer to a request', () =>
      assert.equal(assertionFault(assertion(), lone, unsolicited), confirmationFault))
    test('refuses an answer to a request around it', () =>
      assert.equal(assertionFault(own(), envelope, unsolicited), requestFault))
  })
})

test('an id is remembered until the last moment at which it could be used', () => {
  const later = assertion({ notOnOrAfter: after(400) })
  assert.deepEqual(assertionEnd(later, now), after(520))
  assert.deepEqual(
    assertionEnd(assertion({ confirmations: [confirmation({ notOnOrAfter: after(900) })] }), now),
    after(1020),
  )
})
