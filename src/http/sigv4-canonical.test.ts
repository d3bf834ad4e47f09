import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { fc } from '../../test/fast-check.ts'
import { headersFromRaw } from './headers.ts'
import { parseQuery, splitTarget } from './query.ts'
import { parseSigV4Authorization } from './sigv4-authorization.ts'
import { canonicalQuery, canonicalRequest, deriveSigningKey, sha256Hex, sign, stringToSign } from './sigv4-canonical.ts'

const corpora = process.env.SALLYPORT_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora')
const suite = join(corpora, 'sigv4')
const isPresent = existsSync(suite)

describe('canonicalQuery', () => {
  const cases: Readonly<Record<string, [query: string, canonical: string]>> = {
    'sorts by name before value': ['b=1&a=2&a=1', 'a=1&a=2&b=1'],
    'keeps a shorter name before a longer one': ['Param-3=c&Param=a', 'Param=a&Param-3=c'],
    'writes the equals sign that a bare name lacks': ['acl', 'acl='],
    'keeps only the first equals sign as such': ['a=b=c', 'a=b%3Dc'],
    'encodes once what came encoded': ['a=%2f%7e%20', 'a=%2F~%20'],
    'encodes what came raw': ["a='(!*)", 'a=%27%28%21%2A%29'],
    'keeps malformed escapes as text': ['a=%zz', 'a=%25zz'],
    'keeps bytes that are not UTF-8': ['a=%ff', 'a=%FF'],
    'does not take a plus for a space': ['a=b+c', 'a=b%2Bc'],
  }
  for (const [name, [query, canonical]] of Object.entries(cases)) {
    test(name, () => assert.equal(canonicalQuery(query), canonical))
  }
})

describe('signature', () => {
  // The example of AWS's guide: GET iam ListUsers, 20150830T123600Z.
  test('matches the published example', () => {
    const headers = new Map([
      ['content-type', ['application/x-www-form-urlencoded; charset=utf-8']],
      ['host', ['iam.amazonaws.com']],
      ['x-amz-date', ['20150830T123600Z']],
    ])
    const query = 'Action=ListUsers&Version=2010-05-08'
    const canonical = canonicalRequest({ method: 'GET', path: '/', query, headers, payloadHash: sha256Hex('') })
    const scope = { date: '20150830', region: 'us-east-1', service: 'iam' }
    const key = deriveSigningKey('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', scope)
    assert.equal(
      sign(key, stringToSign(canonical, '20150830T123600Z', scope)).toString('hex'),
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    )
  })
})

describe('signature of any request', () => {
  test('is the one that AWS SDKs make', async () => {
    const signer = new SignatureV4({
      service: 'execute-api',
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
      sha256: Sha256,
    })
    const text = fc.string({ unit: fc.constantFrom(..."aZ09-._~ /+*()!'%&=é😀"), maxLength: 6 })
    const segment = fc.oneof(text, fc.constantFrom('', '.', '..')).map((part) => encodeURIComponent(part))
    const request = fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE'),
      path: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`),
      query: fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), {
        noNullPrototype: true,
      }),
      header: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\t', ','), maxLength: 8 }),
      body: fc.string({ maxLength: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, query, header, body }) => {
        const headers = { host: 'api.example.com', 'x-test': header }
        const unsigned = { method, path, query, headers, body, protocol: 'https:', hostname: 'api.example.com' }
        const signed = await signer.sign(unsigned, { signingDate: new Date(1_790_000_000_000) })
        const parsed = parseSigV4Authorization(signed.headers.authorization ?? '')
        assert.ok(parsed.ok)
        const { scope, signedHeaders, signature } = parsed.authorization
        const canonical = canonicalRequest({
          method,
          path,
          query: wireQuery(query),
          headers: new Map(signedHeaders.map((name) => [name, [signed.headers[name] ?? '']])),
          payloadHash: sha256Hex(body),
        })
        const actual = sign(
          deriveSigningKey('secret', scope),
          stringToSign(canonical, signed.headers['x-amz-date'] ?? '', scope),
        )
        assert.equal(actual.toString('hex'), signature.toString('hex'), canonical)
      }),
      { numRuns: 500 },
    )
  })
})

describe('aws-c-auth vectors', { skip: isPresent ? false : 'corpora/sigv4 is absent' }, () => {
  const names = isPresent ? readdirSync(suite) : []
  test('are all there', () => assert.equal(names.length, 38))
  for (const name of names) {
    const vector = readVector(join(suite, name))
    test(`${name}: header`, () => {
      const { request, authorization } = vector.headerSigned()
      const { signedHeaders, scope, signature } = authorization
      const canonical = canonicalRequest({
        ...request,
        headers: new Map(signedHeaders.map((field) => [field, request.headers.get(field) ?? []])),
        payloadHash: sha256Hex(request.body),
        normalizesPath: vector.normalizes,
      })
      assert.equal(canonical, vector.read('header-canonical-request.txt'))
      const text = stringToSign(canonical, vector.timestamp, scope)
      assert.equal(text, vector.read('header-string-to-sign.txt'))
      assert.deepEqual(sign(deriveSigningKey(vector.secret, scope), text), signature)
      assert.equal(signature.toString('hex'), vector.read('header-signature.txt'))
    })

    test(`${name}: query`, () => {
      const { request, parameters } = vector.querySigned()
      const unsigned = ['X-Amz-Signature', ...(vector.omitsToken ? ['X-Amz-Security-Token'] : [])]
      const query = request.query.split('&').filter((part) => !unsigned.includes(part.split('=')[0] ?? ''))
      const signedHeaders = (parameters.get('X-Amz-SignedHeaders') ?? '').split(';')
      const canonical = canonicalRequest({
        ...request,
        query: query.join('&'),
        headers: new Map(signedHeaders.map((field) => [field, request.headers.get(field) ?? []])),
        payloadHash: sha256Hex(request.body),
        normalizesPath: vector.normalizes,
      })
      assert.equal(canonical, vector.read('query-canonical-request.txt'))
      const [, date = '', region = '', service = ''] = (parameters.get('X-Amz-Credential') ?? '').split('/')
      const text = stringToSign(canonical, vector.timestamp, { date, region, service })
      assert.equal(text, vector.read('query-string-to-sign.txt'))
      const signature = sign(deriveSigningKey(vector.secret, { date, region, service }), text).toString('hex')
      assert.equal(signature, vector.read('query-signature.txt'))
      assert.equal(signature, parameters.get('X-Amz-Signature'))
    })
  }
})

/** The query as a client puts it on the wire, in any order. */
function wireQuery(query: Readonly<Record<string, string | string[]>>): string {
  return Object.entries(query)
    .flatMap(([name, values]) =>
      [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
    )
    .toReversed()
    .join('&')
}

function readVector(folder: string) {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8').replace(/\n$/, '')
  const context = JSON.parse(read('context.json'))
  return {
    read,
    secret: String(context.credentials.secret_access_key),
    timestamp: String(context.timestamp).replace(/[-:]/g, ''),
    normalizes: context.normalize === true,
    omitsToken: context.omit_session_token === true,
    headerSigned() {
      const request = parseRequest(readFileSync(join(folder, 'header-signed-request.txt'), 'utf8'))
      const parsed = parseSigV4Authorization(request.headers.get('authorization')?.[0] ?? '')
      assert.ok(parsed.ok)
      return { request, authorization: parsed.authorization }
    },
    querySigned() {
      const request = parseRequest(readFileSync(join(folder, 'query-signed-request.txt'), 'utf8'))
      const query = parseQuery(request.query)
      assert.ok(query.ok)
      return { request, parameters: query.values }
    },
  }
}

function parseRequest(text: string) {
  const [head = '', ...rest] = text.split('\n\n')
  const [line = '', ...fields] = head
    .replace(/\n[ \t]+/g, ' ')
    .trimEnd()
    .split('\n')
  const target = line.slice(line.indexOf(' ') + 1, line.lastIndexOf(' HTTP/'))
  const raw = fields.flatMap((field) => [field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1)])
  const method = line.slice(0, line.indexOf(' '))
  return { method, ...splitTarget(target), headers: headersFromRaw(raw), body: rest.join('\n\n') }
}
