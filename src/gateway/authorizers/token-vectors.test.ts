import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { importJwks } from '../../crypto/jose/jwks.ts'
import { accessClaims, clientId, idClaims, keys } from '../../../test/gateway/gateway-under-test.ts'
import { authorizerDoors, verifierWith, type TokenDoor } from '../../../test/gateway/tokens/token-doors.ts'
import type { TokenVerifier } from './token-verifier.ts'

interface KeyOrKeys {
  readonly keys?: readonly unknown[]
}

interface Group {
  readonly public?: KeyOrKeys
  readonly private: KeyOrKeys
  readonly tests: readonly { readonly tcId: number; readonly jws?: unknown; readonly result: string }[]
}

const corpora = process.env['SALLYPORT_CORPORA'] ?? join(import.meta.dirname, '../../../../shared/corpora')
const options = { skip: existsSync(corpora) ? false : 'the corpora are absent' }
const files = ['json_web_signature_test', 'json_web_key_test', 'json_web_crypto_test']
const claims = JSON.stringify({ ...idClaims(), ...accessClaims({ token_use: 'id', aud: clientId }) })

function read(path: string): any {
  return JSON.parse(readFileSync(join(corpora, path), 'utf8'))
}

/** The doors of a gateway whose issuer publishes these keys. */
function doorsOf(keys: readonly unknown[]): readonly TokenDoor[] {
  const found = importJwks({ keys })
  return withoutScopes(verifierWith((kid) => found?.get(kid)))
}

function withoutScopes(verifier: TokenVerifier): readonly TokenDoor[] {
  return authorizerDoors(verifier).filter(({ name }) => !name.includes('scopes'))
}

async function openedBy(doors: readonly TokenDoor[], token: string): Promise<readonly string[]> {
  const answers = await Promise.all(doors.map(async ({ name, accepts }) => ((await accepts(token)) ? [name] : [])))
  return answers.flat()
}

function groupsOf(file: string): readonly Group[] {
  return read(`wycheproof/${file}.json`).testGroups
}

/** The header of a vector over claims that would be let in, signed as RS256 whatever the header says. */
function carrying(header: string): string {
  const input = `${header}.${Buffer.from(claims).toString('base64url')}`
  return `${input}.${sign('sha256', Buffer.from(input), keys.privateKey).toString('base64url')}`
}

describe('vectors of others at the authorizers', () => {
  for (const file of files) {
    test(`Wycheproof's ${file}: no token passes, as none carries claims`, options, async () => {
      let count = 0
      for (const group of groupsOf(file)) {
        const jwk = group.public ?? group.private
        const doors = doorsOf(jwk.keys ?? [jwk])
        for (const { jws, tcId } of group.tests) {
          if (typeof jws !== 'string') continue
          count += 1
          assert.deepEqual(await openedBy(doors, jws), [], `${tcId}`)
        }
      }
      assert.ok(count > 0)
    })
  }

  test('Wycheproof’s headers over claims that would pass: those that say RS256, and no other', options, async () => {
    const vectors = files.flatMap(groupsOf).flatMap(({ tests }) => tests)
    const headers = new Set(vectors.map(({ jws }) => String(jws).split('.')[0] ?? ''))
    // The issuer has a key by every name: what decides is the header alone.
    const doors = withoutScopes(verifierWith(() => keys.publicKey))
    const passed = new Set<unknown>()
    const refused = new Set<unknown>()
    for (const header of headers) {
      const opened = await openedBy(doors, carrying(header))
      assert.ok(opened.length === 0 || opened.length === doors.length, 'both authorizers agree')
      const verdicts = opened.length === 0 ? refused : passed
      verdicts.add(algorithmOf(header))
    }
    assert.deepEqual([...passed], ['RS256'])
    for (const algorithm of ['HS256', 'ES256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']) {
      assert.ok(refused.has(algorithm), `${algorithm} is among what was tried`)
    }
  })

  test('the examples of RFC 7520 and RFC 7797 are signed by their keys, and are no tokens', options, async () => {
    const doors = doorsOf([read('jose/jwk/3_3.rsa_public_key.json')])
    for (const name of ['4_1.rsa_v15_signature', '4_2.rsa-pss_signature', '4_3.ecdsa_signature']) {
      assert.deepEqual(await openedBy(doors, read(`jose/jws/${name}.json`).output.compact), [], name)
    }
    const jsonForms = [
      '4_6.protecting_specific_header_fields',
      '4_7.protecting_content_only',
      '4_8.multiple_signatures',
    ]
    for (const name of jsonForms) {
      assert.deepEqual(await openedBy(doors, JSON.stringify(read(`jose/jws/${name}.json`).output.json)), [], name)
    }
  })
})

function algorithmOf(header: string): unknown {
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString()).alg
  } catch {
    return undefined
  }
}
