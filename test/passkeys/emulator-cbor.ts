import { createRequire } from 'node:module'
import { type Readable, Writable } from 'node:stream'

interface Encoder extends Readable {
  pushAny(value: unknown): boolean
  end(): void
}

/**
 * Lets the authenticator's emulator write CBOR on Node 26, whose streams read out one chunk at a time: its encoder takes
 * the first for the whole. To be imported before the emulator is used.
 */
const ofEmulator = createRequire(import.meta.resolve('nid-webauthn-emulator'))
const { Encoder } = ofEmulator('cbor')

Encoder.prototype._encodeAll = function encodeAll(this: Encoder, values: readonly unknown[]): Buffer {
  const chunks: Buffer[] = []
  this.pipe(
    new Writable({
      write: (chunk, _encoding, done) => {
        chunks.push(chunk)
        done()
      },
    }),
  )
  for (const value of values) this.pushAny(value)
  this.end()
  for (let rest = this.read(); rest !== null; rest = this.read()) chunks.push(rest)
  return Buffer.concat(chunks)
}
