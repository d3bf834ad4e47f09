import { createHmac, sign } from 'node:crypto'
import { clientId, issuer, keys, nowSeconds, otherIssuer, strangerKeys } from '../gateway-under-test.ts'

/** Draws whole numbers below a bound: the same at every run, so that what a mutation breaks can be broken again. */
export type Draw = (bound: number) => number

export function drawFrom(seed: number): Draw {
  let state = seed
  return (bound) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' })
const spellings = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \t\u0000\u007f\u00e9'
const algorithms = ['none', 'None', 'NONE', '', 'HS256', 'hs256', 'HS384', 'RS384', 'RS512', 'PS256', 'ES256', 'rs256']
const oddValues = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'key-1',
  [],
  ['key-1'],
  {},
  '\u0000',
  'key-1\u0000',
  '../key-1',
  '__proto__',
]
const headerNames = ['alg', 'kid', 'typ', 'crit', 'b64', 'jwk', 'jku', 'x5u', 'x5c', 'zip', 'cty', '__proto__']
const claimNames = ['iss', 'aud', 'client_id', 'token_use', 'exp', 'nbf', 'iat', 'scope', 'sub', 'cognito:groups']
const wantedClaims = [issuer, otherIssuer, clientId, 'id', 'access', nowSeconds + 1e9, 'notes/write', 'admins']

type Mutation = (token: string, draw: Draw, others: readonly string[]) => string

/** What is done to a genuine token; each yields a text that nobody with the key has signed. */
const mutations: readonly Mutation[] = [
  changedCharacter,
  changedCharacter,
  flippedBit,
  (token, draw) => token.slice(0, draw(token.length)),
  (token, draw) => cut(token, draw(token.length), 1 + draw(8), ''),
  (token, draw) => cut(token, draw(token.length), 0, one(spellings, draw)),
  (token, draw) => cut(token, draw(token.length), 0, token.slice(0, draw(token.length))),
  lastBits,
  spliced,
  spliced,
  (token, draw) => cut(token, token.indexOf('.', draw(token.length)), 1, one(['', '..', '.=.', ' . '], draw)),
  otherHeader,
  otherHeader,
  otherClaims,
  otherClaims,
  duplicatedClaim,
  signedWithPublicKey,
  signedByStranger,
  foreignSignature,
]

export function mutateToken(token: string, draw: Draw, others: readonly string[]): string {
  const once = one(mutations, draw)(token, draw, others)
  // One in four is changed twice, so that one defect may open the way for another.
  return draw(4) === 0 ? one(mutations, draw)(once, draw, others) : once
}

function changedCharacter(token: string, draw: Draw): string {
  return cut(token, draw(token.length), 1, one(spellings, draw))
}

function flippedBit(token: string, draw: Draw): string {
  const parts = token.split('.')
  const index = draw(parts.length)
  const bytes = Buffer.from(parts[index] ?? '', 'base64url')
  if (bytes.length === 0) return `${token}A`
  const at = draw(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(8))
  return parts.with(index, bytes.toString('base64url')).join('.')
}

/** The same bytes, spelled otherwise: bits that no byte uses, padding, the other alphabet. */
function lastBits(token: string, draw: Draw): string {
  const parts = token.split('.')
  const index = draw(parts.length)
  const part = parts[index] ?? ''
  const other = one([`${part}=`, `${part}==`, `${part.slice(0, -1)}${one(spellings, draw)}`, base64(part)], draw)
  return parts.with(index, other).join('.')
}

function spliced(token: string, draw: Draw, others: readonly string[]): string {
  const pieces = [token, one(others, draw), one(others, draw)]
  return [0, 1, 2].map((index) => one(pieces, draw).split('.')[index] ?? '').join('.')
}

function otherHeader(token: string, draw: Draw): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const read = parse(header)
  const name = one(headerNames, draw)
  const value = name === 'alg' ? one([...algorithms, ...oddValues], draw) : one([...oddValues, read['kid'], name], draw)
  const changed = Object.entries({ ...read, [name]: value })
  const members = draw(3) === 0 ? changed.toReversed() : changed
  return [encode(Object.fromEntries(members)), payload, draw(3) === 0 ? '' : signature].join('.')
}

function otherClaims(token: string, draw: Draw): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const changed = { ...parse(payload), [one(claimNames, draw)]: one([...wantedClaims, ...oddValues], draw) }
  return [header, encode(changed), draw(8) === 0 ? '' : signature].join('.')
}

function duplicatedClaim(token: string, draw: Draw): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const text = Buffer.from(payload, 'base64url')
    .toString()
    .replace('{', `{"${one(claimNames, draw)}":"admins",`)
  return [header, Buffer.from(text).toString('base64url'), signature].join('.')
}

/** The confusion of algorithms: the public key, which everybody has, taken for a secret. */
function signedWithPublicKey(token: string, draw: Draw): string {
  const payload = token.split('.')[1] ?? ''
  const input = `${encode({ kid: 'key-1', alg: one(['HS256', 'hs256', 'RS256'], draw) })}.${payload}`
  const secret = one([publicPem, keys.publicKey.export({ type: 'spki', format: 'der' }), '', 'key-1'], draw)
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

const strangerJwk = strangerKeys.publicKey.export({ format: 'jwk' })
const numberOne = Buffer.concat([Buffer.alloc(255), Buffer.from([1])])
let strangersToken: string | undefined

/** Signed once: a signature costs a hundred verifications, and what is told by it is the same each time. */
function signedByStranger(token: string, draw: Draw): string {
  const header = { kid: 'key-1', alg: 'RS256', jwk: strangerJwk, jku: 'https://stranger.example/jwks.json' }
  const input = `${encode(header)}.${token.split('.')[1] ?? ''}`
  strangersToken ??= `${input}.${sign('sha256', Buffer.from(input), strangerKeys.privateKey).toString('base64url')}`
  return draw(2) === 0 ? strangersToken : `${input}.${strangersToken.split('.')[2]}`
}

/** Signatures at the edges of RSA: nothing, nought, one, the modulus, and longer than the modulus. */
function foreignSignature(token: string, draw: Draw): string {
  const [header = '', payload = ''] = token.split('.')
  const modulus = Buffer.from(String(keys.publicKey.export({ format: 'jwk' }).n), 'base64url')
  const genuine = Buffer.from(token.split('.')[2] ?? '', 'base64url')
  const edges = [Buffer.alloc(256), Buffer.alloc(256, 255), modulus, Buffer.concat([Buffer.alloc(1), genuine])]
  const bytes = one([...edges, Buffer.concat([genuine, genuine]), numberOne, genuine.toReversed()], draw)
  return [header, payload, Buffer.from(bytes).toString('base64url')].join('.')
}

function one<Item>(items: { readonly length: number; readonly [index: number]: Item }, draw: Draw): Item {
  return items[draw(items.length)] as Item
}

function cut(text: string, at: number, length: number, inserted: string): string {
  return at < 0 ? `${text}.` : text.slice(0, at) + inserted + text.slice(at + length)
}

function base64(part: string): string {
  return part.replaceAll('-', '+').replaceAll('_', '/')
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function parse(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
