import { createHash } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { bytesOf, textOf, type Sent } from './vectors.ts'

/** By what is wrong: the same credential with one thing changed that must not be. */
export type Mutations = ReadonlyMap<string, Sent>

type ClientData = Record<string, unknown>

/** Where the authenticator's data holds what (section 6.1). */
const at = { flags: 32, count: 33, idLength: 53, id: 55 } as const
const flag = { present: 1, verified: 4, eligible: 8, backedUp: 16, attested: 64, extended: 128 } as const

export function registrationMutations(sent: Sent): Mutations {
  const withObject = (change: (object: Map<string, any>) => void): Sent => {
    const object: Map<string, any> = isoCBOR.decodeFirst(bytesOf(sent.response.attestationObject))
    change(object)
    return withMember(sent, 'attestationObject', textOf(isoCBOR.encode(object)))
  }
  const withData = (change: (data: Uint8Array) => Uint8Array | void): Sent =>
    withObject((object) => {
      const data = Uint8Array.from(object.get('authData'))
      object.set('authData', Uint8Array.from(change(data) ?? data))
    })
  const withKey = (change: (key: Map<number, any>) => void): Sent =>
    withData((data) => {
      const start = at.id + Buffer.from(data).readUInt16BE(at.idLength)
      const key: Map<number, any> = isoCBOR.decodeFirst(data.slice(start))
      const length = isoCBOR.encode(key).length
      change(key)
      return Buffer.concat([data.slice(0, start), isoCBOR.encode(key), data.slice(start + length)])
    })
  const raw = bytesOf(sent.response.attestationObject)
  return new Map<string, Sent>([
    ...commonMutations(sent),
    ...Object.entries({
      'an unknown format': withObject((object) => object.set('fmt', 'compound')),
      'a format that is no text': withObject((object) => object.set('fmt', 7)),
      'packed without a signature': withObject((object) => object.set('fmt', 'packed').set('attStmt', new Map())),
      'a statement in none': withObject((object) => object.set('fmt', 'none').set('attStmt', new Map([['x', 1]]))),
      'certificates in a statement': withObject((object) => {
        object.set('fmt', 'packed').set(
          'attStmt',
          new Map<string, any>([
            ['sig', raw],
            ['alg', -7],
            ['x5c', [raw]],
          ]),
        )
      }),
      'no format': withObject((object) => object.delete('fmt')),
      'no statement': withObject((object) => object.delete('attStmt')),
      "no authenticator's data": withObject((object) => object.delete('authData')),
      'a fourth member': withObject((object) => object.set('epAtt', true)),
      'a byte behind the object': withMember(sent, 'attestationObject', textOf(Buffer.concat([raw, Buffer.of(0)]))),
      'a map of no stated length': withMember(sent, 'attestationObject', textOf(indefinite(raw))),
      'a length written longer than it is': withMember(sent, 'attestationObject', textOf(overlong(raw))),
      'an object cut short': withMember(sent, 'attestationObject', textOf(raw.slice(0, -1))),
      'an empty object': withMember(sent, 'attestationObject', ''),
      'no object': withMember(sent, 'attestationObject', undefined),
      'another relying party': withData((data) => void (data[0] = (data[0] ?? 0) ^ 1)),
      'nobody present': withData((data) => clear(data, flag.present)),
      'nobody verified': withData((data) => clear(data, flag.verified)),
      'backed up, though it may not be': withData((data) => {
        clear(data, flag.eligible)
        set(data, flag.backedUp)
      }),
      'no credential': withData((data) => clear(data, flag.attested)),
      'extensions that are not there': withData((data) => set(data, flag.extended)),
      'bytes behind the key': withData((data) => Buffer.concat([data, Buffer.of(0, 0)])),
      'data cut short': withData((data) => data.slice(0, 36)),
      'an id longer than it is': withData((data) => void (data[at.idLength + 1] = (data[at.idLength + 1] ?? 0) ^ 0xff)),
      'another id inside': withData((data) => void (data[at.id] = (data[at.id] ?? 0) ^ 1)),
      'an algorithm nobody offered': withKey((key) => key.set(3, -47)),
      "another algorithm's number": withKey((key) => key.set(3, key.get(3) === -7 ? -257 : -7)),
      'another kind of key': withKey((key) => key.set(1, key.get(1) === 3 ? 2 : 3)),
      'a key without its first part': withKey((key) => key.delete(key.get(1) === 3 ? -1 : -2)),
      'a key without an algorithm': withKey((key) => key.delete(3)),
    }),
  ])
}

export function assertionMutations(sent: Sent): Mutations {
  const data = bytesOf(sent.response.authenticatorData)
  const signature = bytesOf(sent.response.signature)
  const withData = (change: (data: Uint8Array) => void): Sent => {
    const copy = data.slice()
    change(copy)
    return withMember(sent, 'authenticatorData', textOf(copy))
  }
  const flipped = (index: number): Sent => {
    const copy = signature.slice()
    copy[index] = (copy[index] ?? 0) ^ 1
    return withMember(sent, 'signature', textOf(copy))
  }
  return new Map<string, Sent>([
    ...commonMutations(sent),
    ...Object.entries({
      'another relying party': withData((bytes) => void (bytes[0] = (bytes[0] ?? 0) ^ 1)),
      'nobody present': withData((bytes) => clear(bytes, flag.present)),
      'somebody verified, or nobody': withData((bytes) => toggle(bytes, flag.verified)),
      'backed up, or not': withData((bytes) => toggle(bytes, flag.backedUp)),
      'may be backed up, or not': withData((bytes) => toggle(bytes, flag.eligible)),
      'a credential that is not there': withData((bytes) => toggle(bytes, flag.attested)),
      'extensions, or none': withData((bytes) => toggle(bytes, flag.extended)),
      'another count': withData((bytes) => void (bytes[at.count + 3] = (bytes[at.count + 3] ?? 0) ^ 1)),
      'bytes behind the data': withMember(sent, 'authenticatorData', textOf(Buffer.concat([data, Buffer.of(0)]))),
      'data cut short': withMember(sent, 'authenticatorData', textOf(data.slice(0, 36))),
      'no data': withMember(sent, 'authenticatorData', undefined),
      'a signature with another beginning': flipped(0),
      'a signature with another middle': flipped(signature.length >> 1),
      'a signature with another end': flipped(signature.length - 1),
      'a signature cut short': withMember(sent, 'signature', textOf(signature.slice(0, -1))),
      'a byte behind the signature': withMember(sent, 'signature', textOf(Buffer.concat([signature, Buffer.of(0)]))),
      'an empty signature': withMember(sent, 'signature', ''),
      'no signature': withMember(sent, 'signature', undefined),
      "somebody else's handle": withMember(sent, 'userHandle', textOf(Buffer.from('somebody else'))),
      'a handle that is no text': withMember(sent, 'userHandle', 7),
    }),
  ])
}

/** What an authenticator may say of itself from one time to the next, so that its own signature makes it true. */
const changeable = ['somebody verified, or nobody', 'backed up, or not', 'another count']

/** The mutations of what is signed, with a signature that fits them: what is left is wrong for its own sake. */
export function signedMutations(sent: Sent, sign: (signed: Uint8Array) => Uint8Array): Mutations {
  const { clientDataJSON, authenticatorData } = sent.response
  const signed = [...assertionMutations(sent)].filter(
    ([name, { response }]) =>
      !changeable.includes(name) &&
      typeof response.authenticatorData === 'string' &&
      (response.clientDataJSON !== clientDataJSON || response.authenticatorData !== authenticatorData),
  )
  return new Map(signed.map(([name, spoiled]) => [name, withSignature(spoiled, sign)]))
}

/** WebAuthn Level 3 section 6.3.3: the authenticator signs its own data and the hash of the client's. */
function withSignature(sent: Sent, sign: (signed: Uint8Array) => Uint8Array): Sent {
  const clientDataHash = createHash('sha256').update(bytesOf(sent.response.clientDataJSON)).digest()
  const signed = Buffer.concat([bytesOf(sent.response.authenticatorData), clientDataHash])
  return withMember(sent, 'signature', textOf(sign(signed)))
}

/** What both ceremonies say in the same way: the envelope and what the browser did. */
function commonMutations(sent: Sent): [string, Sent][] {
  const json = bytesOf(sent.response.clientDataJSON)
  const withJson = (bytes: Uint8Array): Sent => withMember(sent, 'clientDataJSON', textOf(bytes))
  const withClientData = (change: ClientData): Sent => {
    const data: ClientData = JSON.parse(Buffer.from(json).toString('utf8'))
    return withJson(Buffer.from(JSON.stringify({ ...data, ...change })))
  }
  const text = Buffer.from(json).toString('utf8')
  const { type, challenge }: Record<string, string> = JSON.parse(text)
  return Object.entries({
    'the other ceremony': withClientData({ type: type === 'webauthn.get' ? 'webauthn.create' : 'webauthn.get' }),
    'a payment': withClientData({ type: 'payment.get' }),
    'another challenge': withClientData({
      challenge: `${challenge?.startsWith('A') ? 'B' : 'A'}${challenge?.slice(1)}`,
    }),
    'a challenge with padding': withClientData({ challenge: `${challenge}=` }),
    'no challenge': withClientData({ challenge: undefined }),
    'an origin without TLS': withClientData({ origin: 'http://example.org' }),
    'an origin beneath another': withClientData({ origin: 'https://example.org.evil.example' }),
    'an origin that ends alike': withClientData({ origin: 'https://evilexample.org' }),
    'an origin with a slash': withClientData({ origin: 'https://example.org/' }),
    'an origin with a port': withClientData({ origin: 'https://example.org:8443' }),
    'an origin with a user': withClientData({ origin: 'https://evil@example.org' }),
    'an origin in capitals': withClientData({ origin: 'https://EXAMPLE.org' }),
    'no origin': withClientData({ origin: 'null' }),
    'an unknown top origin': withClientData({ crossOrigin: true, topOrigin: 'https://evil.example' }),
    'a frame that is no truth value': withClientData({ crossOrigin: 'false' }),
    'a member twice': withJson(Buffer.from(text.replace('{', `{"type":"${type}",`))),
    'something behind the JSON': withJson(Buffer.concat([json, Buffer.from('x')])),
    'JSON that is no UTF-8': withJson(Buffer.concat([json.slice(0, -1), Buffer.from(',"\xff":1}', 'latin1')])),
    'an id that is not the raw one': { ...sent, id: `${String(sent.id).slice(0, -4)}AAAA` },
    'an id with padding': { ...sent, id: `${String(sent.id)}=`, rawId: `${String(sent.id)}=` },
    'another id': { ...sent, id: 'AAAA', rawId: 'AAAA' },
    'an empty id': { ...sent, id: '', rawId: '' },
    'another kind of credential': { ...sent, type: 'password' },
  })
}

function withMember(sent: Sent, name: string, value: unknown): Sent {
  return { ...sent, response: { ...sent.response, [name]: value } }
}

function clear(data: Uint8Array, bit: number): void {
  data[at.flags] = (data[at.flags] ?? 0) & ~bit
}

function set(data: Uint8Array, bit: number): void {
  data[at.flags] = (data[at.flags] ?? 0) | bit
}

function toggle(data: Uint8Array, bit: number): void {
  data[at.flags] = (data[at.flags] ?? 0) ^ bit
}

/** A map of three, as one that ends with a break. */
function indefinite(object: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(0xbf), object.slice(1), Buffer.of(0xff)])
}

/** The same map with its size in a byte of its own. */
function overlong(object: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(0xb8, 3), object.slice(1)])
}
