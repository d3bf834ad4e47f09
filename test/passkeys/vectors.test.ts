import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { RelyingParty } from '../../src/domain/factors/relying-party.ts'
import { assertionMutations, registrationMutations, signedMutations, type Mutations } from './mutations.ts'
import { vectorSigner } from './vector-signer.ts'
import * as vectors from './vectors.ts'

/** Nobody offers these here, nor does the library know Ed448. */
const unsupported = new Set(['packed-ed448'])
/** The sets whose statement is none, or by the credential's own key: what comes where none was asked for. */
const unattested = new Set([
  'none-es256',
  'packed-self-es256',
  'none-es256-crossOrigin',
  'none-es256-topOrigin',
  'none-es256-long-credential-id',
])
const leastMutations = 25
/** Of those, how many change what is signed. */
const leastSigned = 20

const sets = [...vectors.vectorSets()]

describe("the specification's test vectors", { skip: vectors.skip }, () => {
  test('are all there', () => assert.equal(sets.length, 15))

  for (const [name, set] of sets.filter(([each]) => !unsupported.has(each))) {
    const challenge = vectors.toText(set.registration.challenge)
    const sent = unattested.has(name)
      ? vectors.sentRegistration(set)
      : vectors.withoutAttestation(vectors.sentRegistration(set))

    test(`${name}: registers and signs in`, async () => {
      const passkey = await storedKey(sent, challenge)
      const assertion = vectors.sentAssertion(set)
      const { kind } = await vectors.assertWith(assertion, { challenge: assertionChallenge(set), passkey })
      assert.equal(kind, 'verified')
    })

    test(`${name}: no registration with one thing changed is taken`, async () => {
      const mutations = registrationMutations(sent)
      const taken = await takenRegistrations(mutations, challenge)
      assert.deepEqual(taken, [])
      assert.ok(mutations.size >= leastMutations, String(mutations.size))
    })

    test(`${name}: no assertion with one thing changed is taken`, async () => {
      const passkey = await storedKey(sent, challenge)
      const mutations = assertionMutations(vectors.sentAssertion(set))
      assert.deepEqual(await takenAssertions(mutations, { challenge: assertionChallenge(set), passkey }), [])
      assert.ok(mutations.size >= leastMutations, String(mutations.size))
    })

    test(`${name}: nor is one that was signed with the change`, async () => {
      const passkey = await storedKey(sent, challenge)
      const demands = { challenge: assertionChallenge(set), passkey }
      const sign = vectorSigner(set, passkey)
      const mutations = signedMutations(vectors.sentAssertion(set), sign)
      assert.deepEqual(await takenAssertions(mutations, demands), [])
      assert.ok(mutations.size >= leastSigned, String(mutations.size))
    })
  }

  for (const [name, set] of sets.filter(([each]) => !unattested.has(each))) {
    test(`${name}: a statement with certificates, which nobody asked for, is refused`, async () => {
      const registered = await vectors.register(
        vectors.sentRegistration(set),
        vectors.toText(set.registration.challenge),
      )
      assert.deepEqual(registered, { kind: 'refused', reason: 'unsupported' })
    })
  }

  test('with a page in a frame are refused where no frame is allowed', async () => {
    const unframed: RelyingParty = { ...vectors.vectorParty, allowsFrameIn: () => false }
    for (const name of ['none-es256-crossOrigin', 'none-es256-topOrigin']) {
      const set = vectors.vectorSets().get(name) ?? assert.fail(name)
      const sent = vectors.sentRegistration(set)
      const challenge = vectors.toText(set.registration.challenge)
      const registered = await vectors.register(sent, challenge, { relyingParty: unframed })
      assert.deepEqual(registered, { kind: 'refused', reason: 'origin' })
      const passkey = await storedKey(sent, challenge)
      const assertion = { challenge: assertionChallenge(set), passkey }
      const signedIn = await vectors.assertWith(vectors.sentAssertion(set), assertion, { relyingParty: unframed })
      assert.deepEqual(signedIn, { kind: 'refused' })
    }
  })

  test('with algorithms that were not offered are refused', async () => {
    for (const name of ['packed-es384', 'packed-es512', 'packed-eddsa', 'packed-ed448']) {
      const set = vectors.vectorSets().get(name) ?? assert.fail(name)
      const sent = vectors.withoutAttestation(vectors.sentRegistration(set))
      const challenge = vectors.toText(set.registration.challenge)
      const registered = await vectors.register(sent, challenge, { algorithms: [-7, -257] })
      assert.deepEqual(registered, { kind: 'refused', reason: 'unsupported' })
    }
  })

  test('a planted defect is found: a relying party that takes any origin', async () => {
    const [, set] = sets[0] ?? assert.fail('no set')
    const anywhere: RelyingParty = { ...vectors.vectorParty, allowsOrigin: () => true }
    const sent = vectors.sentRegistration(set)
    const challenge = vectors.toText(set.registration.challenge)
    const registered = await takenRegistrations(registrationMutations(sent), challenge, anywhere)
    assert.ok(registered.includes('an origin that ends alike'), String(registered))
    const passkey = await storedKey(sent, challenge)
    const mutations = signedMutations(vectors.sentAssertion(set), vectorSigner(set, passkey))
    const asserted = await takenAssertions(mutations, { challenge: assertionChallenge(set), passkey }, anywhere)
    assert.ok(asserted.includes('an origin that ends alike'), String(asserted))
  })
})

async function takenAssertions(
  mutations: Mutations,
  demands: { readonly challenge: string; readonly passkey: vectors.StoredKey },
  relyingParty: RelyingParty = vectors.vectorParty,
): Promise<readonly string[]> {
  const taken: string[] = []
  for (const [mutation, spoiled] of mutations) {
    const { kind } = await vectors.assertWith(spoiled, demands, { relyingParty })
    if (kind !== 'refused') taken.push(mutation)
  }
  return taken
}

async function takenRegistrations(
  mutations: Mutations,
  challenge: string,
  relyingParty: RelyingParty = vectors.vectorParty,
): Promise<readonly string[]> {
  const taken: string[] = []
  for (const [mutation, spoiled] of mutations) {
    const isUserVerificationRequired = mutation === 'nobody verified'
    const { kind } = await vectors.register(spoiled, challenge, { relyingParty, isUserVerificationRequired })
    if (kind !== 'refused') taken.push(mutation)
  }
  return taken
}

async function storedKey(sent: vectors.Sent, challenge: string): Promise<vectors.StoredKey> {
  const registered = await vectors.register(sent, challenge)
  if (registered.kind !== 'verified') assert.fail(registered.reason)
  return { ...registered, sub: 'the owner', credentialId: String(sent.id) }
}

function assertionChallenge({ authentication }: vectors.VectorSet): string {
  return vectors.toText(authentication.challenge)
}
