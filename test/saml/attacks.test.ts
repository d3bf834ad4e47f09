import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertionFault } from '../../src/flows/federation/saml/check-assertion.ts'
import { readResponse } from '../../src/flows/federation/saml/read-response.ts'
import { encoded, samlIdp, samlResponse, type ResponseContent } from '../../src/testing/saml-idp.ts'
import { forgeries } from './forgeries.ts'
import { naiveValidators, type Validator } from './naive-validators.ts'
import { wrappings, type Attack } from './wrapping.ts'

const idp = samlIdp()
/** Its key pair stands for ours, which assertions are encrypted for. */
const receiver = samlIdp('urn:ours')
const ours = Buffer.from(receiver.certificate, 'base64')
const serviceProvider = {
  entityId: 'urn:amazon:cognito:sp:us-east-1_Example12',
  responseUrl: 'https://notes.example.com/saml2/idpresponse',
  logoutUrl: 'https://notes.example.com/saml2/logout',
}
const now = new Date('2026-06-01T12:00:00Z')
const content: ResponseContent = {
  idp,
  recipient: serviceProvider.responseUrl,
  audience: serviceProvider.entityId,
  now,
  requestId: '_request',
}
const trust = { keys: [idp.publicKey], decryptionKey: receiver.privateKey, requiresEncryption: false }

const validate: Validator = async (response) => {
  const reading = await readResponse(response, trust)
  if (reading.kind !== 'assertion') return undefined
  const { assertion, envelope } = reading
  const fault = assertionFault(assertion, envelope, {
    now,
    serviceProvider,
    issuer: idp.entityId,
    requestId: '_request',
  })
  return fault === undefined ? assertion.nameId : undefined
}

const attacks: readonly Attack[] = [
  ...new Map(
    [...(await wrappings(content)), ...(await forgeries(content, ours))].map((attack) => [attack.response, attack]),
  ).values(),
]

/** What a validator makes of an attack. One that throws lets nobody in. */
async function letIn(validator: Validator, { response }: Attack): Promise<string | undefined> {
  return validator(response, idp.publicKey).catch(() => undefined)
}

async function isFooled(validator: Validator): Promise<boolean> {
  for (const attack of attacks) if ((await letIn(validator, attack)) !== undefined) return true
  return false
}

describe('responses that nobody should believe', () => {
  test('are more than four hundred', () => assert.ok(attacks.length > 400, `${attacks.length} attacks`))

  for (const signs of ['assertion', 'response', 'both'] as const) {
    test(`are made of one that is believed, ${signs} signed`, async () => {
      assert.equal(await validate(encoded(await samlResponse({ ...content, signs })), idp.publicKey), 'ada')
      const encryptedOne = await samlResponse({ ...content, signs, encryptFor: ours })
      assert.equal(await validate(encoded(encryptedOne), idp.publicKey), 'ada')
    })
  }

  for (const attack of attacks) {
    test(`are not believed: ${attack.name}`, async () => assert.equal(await letIn(validate, attack), undefined))
  }

  for (const [defect, validator] of Object.entries(naiveValidators)) {
    test(`are believed by a validator that ${defect}`, async () => {
      const genuine = encoded(await samlResponse(content))
      assert.equal(await validator(genuine, idp.publicKey), 'ada')
      assert.equal(await isFooled(validator), true)
    })
  }
})

describe('a change of one letter', () => {
  test('makes nobody else of whom was signed', async () => {
    const genuine = await samlResponse({ ...content, signs: 'both' })
    const letters = 'a<>&"\'/= #:;A0\u0000é'
    for (let step = 0; step < 500; step += 1) {
      // Everywhere, and by every letter, in an order of no meaning.
      const place = (step * 7919) % genuine.length
      const letter = letters[step % letters.length] ?? ''
      const changed = genuine.slice(0, place) + letter + genuine.slice(place + (step % 2))
      const person = await validate(encoded(changed), idp.publicKey)
      assert.ok(person === undefined || person === 'ada', `${person} by ${letter} at ${place}`)
    }
  })
})

describe('what was changed in a cipher without a seal', () => {
  test('is always refused in the same words', async () => {
    const genuine = await samlResponse({ ...content, encryptFor: ours, cipher: 'cbc' })
    const [before = '', cipherText = '', after = ''] = genuine.split(
      /(?<=<\/ds:KeyInfo><xenc:CipherData><xenc:CipherValue>)([^<]*)/,
    )
    const bytes = Buffer.from(cipherText, 'base64')
    const places = [0, 15, 16, 31, 32, bytes.length - 33, bytes.length - 17, bytes.length - 16, bytes.length - 1]
    for (const place of places) {
      for (const flip of [1, 2, 16, 128]) {
        const changed = Buffer.from(bytes)
        changed.writeUInt8((changed[place] ?? 0) ^ flip, place)
        const reading = await readResponse(encoded(before + changed.toString('base64') + after), trust)
        assert.deepEqual(reading, { kind: 'untrusted', what: 'Assertion' })
      }
    }
  })
})
