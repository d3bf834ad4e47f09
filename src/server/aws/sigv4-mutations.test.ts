import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/fast-check.ts'
import { edited, now, secretAccessKey, signed, withHeader } from '../../../test/wire/signed-request.ts'
import type { HttpRequest } from '../../http/message.ts'
import { sigV4Verifier } from './sigv4.ts'

const verify = sigV4Verifier({
  service: 'cognito-idp',
  findCredential: async (accessKeyId) => (accessKeyId === 'AKIDEXAMPLE' ? { secretAccessKey } : undefined),
})

describe('10,000 mutations of a signed request', () => {
  const flip = (text: string, at: number): string => {
    const index = at % text.length
    return text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ 1) + text.slice(index + 1)
  }
  const covered = ['host', 'content-type', 'x-amz-target', 'x-amz-date', 'x-amz-content-sha256', 'authorization']
  type Mutate = (request: HttpRequest, at: number, character: string) => HttpRequest
  const mutators: Readonly<Record<string, Mutate>> = {
    'a bit of a header': (request, at) =>
      edited(request, covered[at % covered.length] ?? '', (value) => flip(value, at)),
    'a character more in a header': (request, at, character) =>
      edited(request, covered[at % covered.length] ?? '', (value) => {
        const index = at % (value.length + 1)
        return value.slice(0, index) + character + value.slice(index)
      }),
    'a character less in a header': (request, at) =>
      edited(request, covered[at % covered.length] ?? '', (value) => {
        const index = at % value.length
        return value.slice(0, index) + value.slice(index + 1)
      }),
    'a header twice': (request, at) => {
      const name = covered[at % covered.length] ?? ''
      const value = request.headers.get(name)?.[0] ?? ''
      return withHeader(request, name, value, value)
    },
    'a header less': (request, at) => withHeader(request, covered[at % covered.length] ?? ''),
    'a bit of the body': (request, at) => ({
      ...request,
      body: Buffer.from(flip(Buffer.from(request.body).toString('latin1'), at), 'latin1'),
    }),
    'a byte more in the body': (request, at, character) => {
      const text = Buffer.from(request.body).toString('latin1')
      const index = at % (text.length + 1)
      return { ...request, body: Buffer.from(text.slice(0, index) + character + text.slice(index), 'latin1') }
    },
    'the signature of another request': (request, at) =>
      edited(request, 'authorization', (field) => field.replace(/.{8}$/, at.toString(16).padStart(8, '0').slice(-8))),
    'a header signed less': (request, at) =>
      edited(request, 'authorization', (field) => {
        const names = /SignedHeaders=([^,]*)/.exec(field)?.[1]?.split(';') ?? []
        return field.replace(names.join(';'), names.toSpliced(at % names.length, 1).join(';'))
      }),
    'another target': (request, at) => ({ ...request, url: ['/?', '//', '/.', '/?a=b', ''][at % 5] ?? '' }),
  }

  test('none is accepted', async () => {
    const request = await signed({ body: '{"UserPoolId":"us-east-1_a","Username":"alice"}' })
    assert.equal((await verify(request, now)).ok, true, 'the control: unchanged, it is accepted')
    const exceptions = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(mutators)),
        fc.nat({ max: 1_000_000 }),
        fc.constantFrom('0', 'a', 'Z', ';', ',', '=', '/', '\u00a0', '\u00e9'),
        async (mutate, at, character) => {
          const verdict = await verify(mutate(request, at, character), now)
          assert.equal(verdict.ok, false)
          if (!verdict.ok) exceptions.set(verdict.exception, (exceptions.get(verdict.exception) ?? 0) + 1)
        },
      ),
      { numRuns: 10_000 },
    )
    assert.ok((exceptions.get('InvalidSignatureException') ?? 0) > 2000, 'most mutations reach the signature itself')
  })
})
