import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import process from 'node:process'
import { fc } from '../fast-check.ts'
import { readAttestation } from '../../src/flows/passkey-changes/read-attestation.ts'
import { bytesOf, sentRegistration, skip, vectorSets } from './vectors.ts'

/** A million in the long run (security contract, section 1.5), a second's worth otherwise. */
const rounds = process.env.SALLYPORT_TEST_LONG ? 1_000_000 : 5_000

const head = (major: number, size: number): Buffer =>
  size < 24 ? Buffer.of((major << 5) | size) : Buffer.of((major << 5) | 25, size >> 8, size & 0xff)

/** CBOR that is no attestation object: well-formed or not, deep, without end, with members twice. */
const forms: Readonly<Record<string, fc.Arbitrary<Uint8Array>>> = {
  noise: fc.uint8Array({ maxLength: 200 }),
  'a map of noise': fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.of(0xa3), bytes])),
  depth: fc.integer({ min: 1, max: 20_000 }).map((depth) => Buffer.alloc(depth, 0x81)),
  'depth of maps': fc.integer({ min: 1, max: 20_000 }).map((depth) => Buffer.alloc(depth * 2, Buffer.of(0xa1, 0x00))),
  'tags upon tags': fc.integer({ min: 1, max: 20_000 }).map((depth) => Buffer.alloc(depth, 0xc0)),
  'sizes that are not there': fc
    .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 0, max: 65_535 }))
    .map(([major, size]) => head(major, size)),
  'sizes of 64 bits': fc
    .uint8Array({ minLength: 8, maxLength: 8 })
    .map((size) => Buffer.concat([Buffer.of(0xbb), size])),
  'things without end': fc
    .tuple(fc.constantFrom(0x5f, 0x7f, 0x9f, 0xbf), fc.uint8Array({ maxLength: 50 }))
    .map(([start, bytes]) => Buffer.concat([Buffer.of(start), bytes, Buffer.of(0xff)])),
}

describe('an attestation object', () => {
  for (const [form, bytes] of Object.entries(forms)) {
    test(`of ${form} is refused without a fault`, async () => {
      const property = fc.asyncProperty(bytes, async (object) => {
        assert.equal(await readAttestation(object), undefined)
      })
      await fc.assert(property, { numRuns: Math.ceil(rounds / 10) })
    })
  }

  test('with any byte changed says something else or is refused, without a fault', { skip }, async () => {
    const objects = [...vectorSets().values()].map((set) => bytesOf(sentRegistration(set).response.attestationObject))
    const change = fc.tuple(fc.constantFrom(...objects), fc.nat(), fc.integer({ min: 1, max: 255 }))
    const property = fc.asyncProperty(change, async ([object, place, difference]) => {
      const spoiled = object.slice()
      const at = place % spoiled.length
      spoiled[at] = (spoiled[at] ?? 0) ^ difference
      const read = await readAttestation(spoiled)
      assert.ok(read === undefined || read.rpIdHash.length === 32)
    })
    await fc.assert(property, { numRuns: Math.ceil(rounds / 5) })
  })

  test('with a member twice is refused', { skip }, async () => {
    const [set] = vectorSets().values()
    const object = bytesOf(sentRegistration(set ?? assert.fail()).response.attestationObject)
    const twice = Buffer.concat([Buffer.of(0xa4), object.slice(1, 10), object.slice(1)])
    assert.equal(twice.subarray(1, 5).toString('latin1'), 'cfmt')
    assert.equal(await readAttestation(twice), undefined)
  })
})
