import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { importJwks } from './jwks.ts'
import { verifyJws, verifyJwsSync, type FindKey } from './jws.ts'

interface Vector {
  tcId: number
  comment: string
  jws: unknown
  result: 'valid' | 'invalid' | 'acceptable'
}

interface Group {
  comment: string
  public?: { kid?: string; kty?: string; keys?: unknown[] }
  private: { kid?: string; kty?: string; keys?: unknown[] }
  tests: Vector[]
}

const corpora = process.env.SALLYPORT_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora')
const options = { skip: existsSync(corpora) ? false : 'the corpora are absent' }
const read = (path: string) => JSON.parse(readFileSync(join(corpora, path), 'utf8'))

function finder(keys: unknown[]): FindKey {
  const found = importJwks({ keys })
  return (kid) => found?.get(kid)
}

/** Both ways must give the same verdict. */
async function isAccepted(token: string, findKey: FindKey): Promise<boolean> {
  const verdict = await verifyJws(token, findKey)
  assert.deepEqual(verifyJwsSync(token, findKey), verdict)
  return verdict.kind === 'ok'
}

function algorithmOf(jws: string): unknown {
  return JSON.parse(Buffer.from(jws.split('.')[0]!, 'base64url').toString()).alg
}

describe('JWS', () => {
  for (const file of ['json_web_signature_test', 'json_web_key_test', 'json_web_crypto_test']) {
    test(`agrees with Wycheproof's ${file} on RS256 and accepts no other algorithm`, options, async () => {
      const groups: Group[] = read(`wycheproof/${file}.json`).testGroups
      const accepted: number[] = []
      const expected: number[] = []
      for (const group of groups) {
        const jwk = group.public ?? group.private
        const findKey = finder(jwk.keys ?? [jwk])
        for (const { tcId, jws, result } of group.tests) {
          if (typeof jws !== 'string') continue
          if (result === 'valid' && algorithmOf(jws) === 'RS256') expected.push(tcId)
          if (await isAccepted(jws, findKey)) accepted.push(tcId)
        }
      }
      assert.deepEqual(accepted, expected)
      assert.ok(file === 'json_web_key_test' || expected.length > 0)
    })
  }

  test('verifies the example of RFC 7520 section 4.1', options, async () => {
    const { input, output } = read('jose/jws/4_1.rsa_v15_signature.json')
    const { kty, kid, n, e } = input.key
    const verdict = await verifyJws(output.compact, finder([{ kty, kid, n, e }]))
    assert.equal(verdict.kind === 'ok' && verdict.payload.toString(), input.payload)
  })

  test('refuses the other examples of RFC 7520 and RFC 7797', options, async () => {
    const findKey = finder([read('jose/jwk/3_3.rsa_public_key.json')])
    const files = ['4_2.rsa-pss_signature', '4_3.ecdsa_signature', '4_4.hmac-sha2_integrity_protection']
    for (const file of files)
      assert.equal(await isAccepted(read(`jose/jws/${file}.json`).output.compact, findKey), false)
    const unencoded = read('jose/rfc7797/4.2.hmac-sha2_b64_false.json')
    assert.equal(await isAccepted(JSON.stringify(unencoded.output ?? unencoded), findKey), false)
  })
})
