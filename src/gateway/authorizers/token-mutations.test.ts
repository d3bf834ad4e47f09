import assert from 'node:assert/strict'
import { createHmac, verify } from 'node:crypto'
import { describe, test } from 'node:test'
import { accessClaims, clientId, idClaims, keys, nowSeconds, token } from '../../../test/gateway/gateway-under-test.ts'
import { drawFrom, mutateToken } from '../../../test/gateway/tokens/mutate-token.ts'
import { authorizerDoors, cryptoDoors, type TokenDoor } from '../../../test/gateway/tokens/token-doors.ts'
import type { TokenVerifier } from './token-verifier.ts'

/** JWT-01 to JWT-03: `npm run test:long` makes a million of them. */
const rounds = process.env['SALLYPORT_TEST_LONG'] ? 1_000_000 : 10_000
/** A defect that is only found in a long run is found too late. */
const roundsForDefects = 3000

const genuine = await Promise.all([
  token(idClaims()),
  token(idClaims({ sub: 'someone-else', exp: nowSeconds + 60 })),
  token(accessClaims()),
  token(accessClaims({ aud: clientId, scope: 'openid' })),
])

interface Findings {
  readonly accepted: string[]
  readonly crashed: string[]
  readonly times: number[]
}

async function attack(doors: readonly TokenDoor[], count: number): Promise<Findings> {
  const findings: Findings = { accepted: [], crashed: [], times: [] }
  const draw = drawFrom(8725)
  for (let round = 0; round < count; round += 1) {
    const start = genuine[round % genuine.length] ?? ''
    const mutated = mutateToken(start, draw, genuine)
    const door = doors[draw(doors.length)]
    if (door === undefined || genuine.includes(asCarried(mutated))) continue
    const began = performance.now()
    try {
      if (await door.accepts(mutated)) findings.accepted.push(`${door.name}: ${mutated}`)
    } catch (error) {
      findings.crashed.push(`${door.name}: ${mutated}: ${String(error)}`)
    }
    findings.times.push(performance.now() - began)
  }
  return findings
}

/** The spaces around a header's value belong to nobody. */
function asCarried(text: string): string {
  return text.trim()
}

describe('mutated tokens', () => {
  test('the genuine ones open the doors they are for', async () => {
    const opened = await Promise.all(
      genuine.map(async (jwt) => {
        const answers = await Promise.all(
          [...authorizerDoors(), ...cryptoDoors()].map(async ({ name, accepts }) => ((await accepts(jwt)) ? name : '')),
        )
        return answers.filter((name) => name !== '')
      }),
    )
    const crypto = ['verifyJwtSync', 'verifyJwt']
    assert.deepEqual(opened, [
      ['REST', 'HTTP', ...crypto],
      ['REST', 'HTTP', ...crypto],
      ['REST with scopes', 'HTTP', 'HTTP with scopes', ...crypto],
      ['HTTP', ...crypto],
    ])
  })

  for (const doors of [authorizerDoors(), cryptoDoors()]) {
    const names = doors.map(({ name }) => name).join(', ')
    test(`none of ${rounds} is accepted and none crashes: ${names}`, async (context) => {
      const { accepted, crashed, times } = await attack(doors, rounds)
      assert.deepEqual({ accepted, crashed }, { accepted: [], crashed: [] })
      const slowest = times.toSorted((one, other) => one - other)[Math.floor(times.length * 0.999)] ?? 0
      context.diagnostic(`${times.length} verdicts, 99.9 % of them within ${slowest.toFixed(2)} ms`)
      assert.ok(times.length > rounds * 0.9, 'the mutations change something')
    })
  }

  // The controls: verifiers with a defect. The harness has to notice each.
  for (const [name, isGenuine] of Object.entries({
    'accepts all': () => true,
    'trusts the header’s alg': trustsHeader,
  }))
    test(`the harness notices a verifier that ${name}`, async () => {
      const { accepted } = await attack(authorizerDoors(defective(isGenuine)), roundsForDefects)
      const doors = new Set(accepted.map((finding) => finding.slice(0, finding.indexOf(':'))))
      assert.deepEqual([...doors].toSorted(), ['HTTP', 'HTTP with scopes', 'REST', 'REST with scopes'])
    })
})

type IsGenuine = (parts: readonly string[], header: any) => boolean

function defective(isGenuine: IsGenuine): TokenVerifier {
  return {
    verify: async (text) => {
      try {
        const parts = text.split('.')
        const [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
        return isGenuine(parts, header) ? { kind: 'verified', claims: { ...claims } } : { kind: 'bad-signature' }
      } catch {
        return { kind: 'malformed' }
      }
    },
  }
}

/** The mistake of many a library: `none` and HMAC are done because the token says so. */
function trustsHeader(
  [header = '', payload = '', signature = '']: readonly string[],
  { alg }: { alg?: unknown },
): boolean {
  const input = `${header}.${payload}`
  if (String(alg).toLowerCase() === 'none') return true
  if (alg !== 'HS256') return verify('sha256', Buffer.from(input), keys.publicKey, Buffer.from(signature, 'base64url'))
  const secret = keys.publicKey.export({ type: 'spki', format: 'pem' })
  return createHmac('sha256', secret).update(input).digest('base64url') === signature
}
