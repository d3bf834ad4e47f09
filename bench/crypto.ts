/**
 * What the cryptography of sign-in costs here: `node bench/crypto.ts [seconds per line]`.
 * Prints operations per second one after another, with as many at once as the machine has cores, and the share of
 * that time for which the event loop was taken.
 */
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { generateSigningKey } from '../src/crypto/jose/jwk.ts'
import { signJwt, verifyJwt, verifyJwtSync } from '../src/crypto/jose/jwt.ts'
import { hashPassword, verifyPassword } from '../src/crypto/passwords/password-hash.ts'
import { openRefreshToken, sealRefreshToken } from '../src/crypto/sealing/refresh-token.ts'
import { openToken, sealToken } from '../src/crypto/sealing/sealed-token.ts'
import { computeProof, computePublicValue, computeVerifier } from '../src/crypto/srp/srp-engine.ts'
import { generator, multiplier, prime } from '../src/crypto/srp/srp-group.ts'
import { srpChallenge, srpProof, srpVerifier } from '../src/crypto/srp/srp.ts'
import { matchTotpStep, newTotpSecret } from '../src/crypto/totp.ts'

const milliseconds = Number(process.argv[2] ?? 1) * 1000
const atOnce = availableParallelism() * 2

interface Rate {
  readonly alone: number
  readonly together: number
  readonly loop: number
}

async function measure(work: () => unknown): Promise<Rate> {
  for (let round = 0; round < 5; round += 1) await work()
  const alone = await rate(work, 1)
  const before = performance.eventLoopUtilization()
  const together = await rate(work, atOnce)
  return { alone, together, loop: performance.eventLoopUtilization(before).utilization }
}

async function rate(work: () => unknown, lanes: number): Promise<number> {
  const started = performance.now()
  let done = 0
  const lane = async () => {
    while (performance.now() - started < milliseconds) {
      await work()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return (done * 1000) / (performance.now() - started)
}

function print(name: string, { alone, together, loop }: Rate, ratio?: number): void {
  const figures = [`${alone.toFixed(0)}/s alone`, `${together.toFixed(0)}/s with ${atOnce} at once`]
  const share = `event loop ${(loop * 100).toFixed(0)}%`
  const against = ratio === undefined ? '' : `  ${ratio.toFixed(1)}x`
  process.stdout.write(
    `${name.padEnd(34)} ${figures[0]?.padStart(15)} ${figures[1]?.padStart(25)}   ${share}${against}\n`,
  )
}

async function line(name: string, work: () => unknown, against?: Rate): Promise<Rate> {
  const result = await measure(work)
  print(name, result, against && result.alone / against.alone)
  return result
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base % prime, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % prime)
    if (rest & 1n) result = (result * square) % prime
  return result
}

const identity = { realm: 'AbCdEf123', username: 'alice' }
const salt = randomBytes(16)
const verifier = await srpVerifier(identity, 'Passw0rd!', salt)
const { serverSecret, publicValue } = await srpChallenge(verifier, randomBytes)
const [v, b, u, x, a] = [verifier, serverSecret, randomBytes(32), randomBytes(32), randomBytes(384)].map((bytes) =>
  BigInt(`0x${Buffer.from(bytes).toString('hex')}`),
) as [bigint, bigint, bigint, bigint, bigint]
const clientPublic = (a % prime).toString(16)
const proof = { identity, clientPublic, serverSecret, publicValue, verifier, secretBlock: 'AAAA', timestamp: 'now' }

process.stdout.write('SRP in BigInt, on the event loop (ratios below are against these)\n')
const bigVerifier = await line('  verifier', () => power(generator, x))
const bigChallenge = await line('  challenge', () => (multiplier * v + power(generator, b)) % prime)
const bigProof = await line('  proof', () => power(a * power(v, u), b))
process.stdout.write('SRP in OpenSSL, on the calling thread\n')
await line('  verifier', () => computeVerifier({ identity, password: 'Passw0rd!', salt }), bigVerifier)
await line('  challenge', () => computePublicValue(verifier, serverSecret), bigChallenge)
await line('  proof', () => computeProof(proof), bigProof)
process.stdout.write('SRP in OpenSSL, on threads of its own\n')
await line('  verifier', () => srpVerifier(identity, 'Passw0rd!', salt), bigVerifier)
await line('  challenge', () => srpChallenge(verifier, randomBytes), bigChallenge)
await line('  proof', () => srpProof(proof), bigProof)

const { kid, privateKey, publicKey } = await generateSigningKey()
const claims = {
  sub: 'x',
  iss: 'https://x.example/pool',
  client_id: 'y',
  token_use: 'access',
  exp: 1,
  iat: 0,
  jti: 'z',
}
const token = await signJwt(kid, claims, privateKey)
process.stdout.write('Tokens (RS256, 2048 bits)\n')
await line('  sign', () => signJwt(kid, claims, privateKey))
const asynchronous = await line('  verify in the thread pool', () => verifyJwt(token, () => publicKey))
await line('  verify on the calling thread', () => verifyJwtSync(token, () => publicKey), asynchronous)

const key = randomBytes(32)
const expiresAt = new Date('2100-01-01')
const refreshToken = sealRefreshToken(claims, key, expiresAt)
const session = sealToken(claims, key, { purpose: 'session', expiresAt })
process.stdout.write('Sealing\n')
await line('  seal a session', () => sealToken(claims, key, { purpose: 'session', expiresAt }))
await line('  open a session', () => openToken(session, key, 'session', new Date(0)))
await line('  seal a refresh token', () => sealRefreshToken(claims, key, expiresAt))
await line('  open a refresh token', () => openRefreshToken(refreshToken, key, new Date(0)))

const phc = await hashPassword('Passw0rd!', randomBytes)
const secret = newTotpSecret(randomBytes)
process.stdout.write('Passwords and codes\n')
await line('  argon2id, verify', () => verifyPassword('Passw0rd!', phc))
await line('  TOTP, three steps', () => matchTotpStep(secret, '000000', new Date(0), undefined))
