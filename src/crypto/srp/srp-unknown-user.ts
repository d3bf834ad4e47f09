import { createHmac } from 'node:crypto'
import { elementBytes, elementLength, fromBytes, prime } from './srp-group.ts'

/** The salt that an unknown user seems to have: the same at every attempt, through every client of the pool. */
export function fakeSrpSalt(serverKey: Uint8Array, realm: string, username: string): Uint8Array {
  return Uint8Array.from(derive(serverKey, 'salt', realm, username).subarray(0, 16))
}

/** The verifier that goes with it, for the same work at both steps: a square, as every power of g is. */
export function fakeSrpVerifier(serverKey: Uint8Array, realm: string, username: string): Uint8Array {
  const blocks = Array.from({ length: elementLength / 32 }, (_, block) =>
    derive(serverKey, `verifier ${block}`, realm, username),
  )
  const root = fromBytes(Buffer.concat(blocks))
  return Uint8Array.from(elementBytes((root * root) % prime))
}

function derive(serverKey: Uint8Array, purpose: string, realm: string, username: string): Buffer {
  return createHmac('sha256', serverKey)
    .update(JSON.stringify(['srp', purpose, realm, username]))
    .digest()
}
