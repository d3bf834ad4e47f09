import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operationFacts, type OperationName } from '../../src/contract/operations.gen.ts'
import { validateInput } from '../../src/contract/validate.ts'
import { requireSigningCertificate } from '../../src/flows/user-pools/require-signing-certificate.ts'
import { headersFromRecord } from '../../src/http/headers.ts'
import { operations } from '../../src/operations/index.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { edited, signed, withHeader } from '../wire/signed-request.ts'
import { mutationsOf } from './input-mutations.ts'
import { sampleInput } from './sample-input.ts'
import { openWireInstallation, requestFor, type WireAnswer, type WireInstallation } from './wire-installation.ts'

const names = Object.keys(operations) as (keyof typeof operations)[]
const signedNames = names.filter((name) => operationFacts[name].auth === 'sigv4')
const publicNames = names.filter((name) => operationFacts[name].auth === 'none')

let installation: WireInstallation
let dumped: string

before(async () => {
  installation = await openWireInstallation()
  const { ports } = installation
  const pool = await givenPool(ports)
  await givenClient(ports, pool, { id: 'a' })
  await givenUser(ports, pool, { username: 'a' })
  // Made when it is first asked for.
  await requireSigningCertificate(ports, pool)
  dumped = installation.dump()
})

after(() => installation[Symbol.asyncDispose]())

function assertRefused(answer: WireAnswer, exception: string, text: RegExp, what: string): void {
  const { status, headers, json } = answer
  assert.equal(answer.exception, exception, `${what}: ${JSON.stringify(json)}`)
  assert.equal(status, 400, what)
  assert.equal(headers['x-amzn-ErrorType'], `${exception}:`, what)
  assert.match(json.message ?? '', text, what)
}

function assertUnchanged(what: string): void {
  assert.ok(installation.dump() === dumped, `${what} changed the database`)
}

describe('input that the contract refuses', () => {
  for (const name of names) {
    test(`${name} gets Cognito’s own error and changes nothing`, async () => {
      const sample = sampleInput(name)
      // The control: what is spoiled below is nothing but the one thing.
      assert.deepEqual(validateInput(name, sample).ok, true, JSON.stringify(validateInput(name, sample)))
      for (const { what, input, exception, text } of mutationsOf(name, sample)) {
        assertRefused(await installation.call(name, input), exception, text, what)
      }
      assertUnchanged(name)
    })
  }

  test('is looked for in every operation and at every depth', () => {
    const counts = names.map((name) => mutationsOf(name, sampleInput(name)).length)
    assert.ok(counts.every((count) => count >= 6))
    assert.ok(mutationsOf('CreateUserPool', sampleInput('CreateUserPool')).length > 200)
  })
})

describe('a body that is no input', () => {
  const bodies: readonly [what: string, body: string, text: RegExp][] = [
    ['nothing', '', /^The request body is not valid JSON\.$/],
    ['half an object', '{"UserPoolId":', /^The request body is not valid JSON\.$/],
    ['a list', '[]', /^Start of list found where not expected$/],
    ['a text', '"x"', /^$/],
    ['null', 'null', /^$/],
    ['half a character', '{"UserPoolId":"\\ud800"}', /^The request body has an unpaired surrogate\.$/],
    ['a hundred thousand brackets', '['.repeat(100_000), /^The request body is nested too deeply\.$/],
  ]
  for (const [what, body, text] of bodies) {
    test(`${what} is refused by every operation, and changes nothing`, async () => {
      for (const name of names) {
        assertRefused(await installation.call(name, body), 'SerializationException', text, name)
      }
      assertUnchanged(what)
    })
  }

  test('bytes that are no text are refused, and change nothing', async () => {
    for (const name of publicNames) {
      const request = await requestFor(name, '', installation.ports.clock.now())
      const answer = await installation.send({ ...request, body: Buffer.from([0x7b, 0xff, 0x7d]) })
      assertRefused(answer, 'SerializationException', /^The request body is not valid UTF-8\.$/, name)
    }
    assertUnchanged('bytes')
  })

  test('members named like those of every object reach none of them', async () => {
    const body = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'
    for (const name of names) {
      const { status, json } = await installation.call(name, body)
      assert.ok(status === 400 || name === 'ListUserPools', `${name} ${JSON.stringify(json)}`)
    }
    assert.equal('isAdmin' in {}, false)
    assertUnchanged('__proto__')
  })
})

describe('what is no operation', () => {
  const modelled = Object.keys(operationFacts) as OperationName[]
  const missing = modelled.filter((name) => !names.some((known) => known === name))

  test('is unknown by whatever name', async () => {
    for (const target of ['', 'DropTables', 'getUser', 'GetUser ', 'constructor', '__proto__', 'GetUser/x']) {
      const request = withHeader(
        await signed({ signingDate: installation.ports.clock.now() }),
        'x-amz-target',
        `AWSCognitoIdentityProviderService.${target}`,
      )
      const text = /^X-Amz-Target must name an operation: AWSCognitoIdentityProviderService\.<name>\.$/
      assertRefused(await installation.send(request), 'UnknownOperationException', text, target)
    }
  })

  test('but may be one, says so honestly', async () => {
    for (const name of missing) {
      const answer = await installation.call(name, sampleInput(name))
      assertRefused(answer, 'UnknownOperationException', new RegExp(`^${name} is not implemented here\\.$`), name)
    }
    assertUnchanged('a missing operation')
  })
})

describe('who calls', () => {
  const spoilings: Readonly<
    Record<
      string,
      {
        readonly spoil: (name: OperationName, body: string) => ReturnType<typeof signed>
        text: RegExp
        exception: string
      }
    >
  > = {
    'without a signature': {
      spoil: async (name, body) => withHeader(await signedBy(name, body), 'authorization'),
      exception: 'MissingAuthenticationTokenException',
      text: /^Missing Authentication Token$/,
    },
    'with a signature of something else': {
      spoil: async (name, body) => ({ ...(await signedBy(name, '{"Other":1}')), body: Buffer.from(body) }),
      exception: 'InvalidSignatureException',
      text: /^The request signature we calculated does not match/,
    },
    'with a changed signature': {
      spoil: async (name, body) =>
        edited(await signedBy(name, body), 'authorization', (value) =>
          value.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
        ),
      exception: 'InvalidSignatureException',
      text: /^The request signature we calculated does not match/,
    },
    'with another secret': {
      spoil: (name, body) => signedBy(name, body, { secretAccessKey: 'not-the-secret' }),
      exception: 'InvalidSignatureException',
      text: /^The request signature we calculated does not match/,
    },
    'with a key that is not there': {
      spoil: (name, body) => signedBy(name, body, { accessKeyId: 'AKIDNOBODY' }),
      exception: 'UnrecognizedClientException',
      text: /^The security token included in the request is invalid\.$/,
    },
    'with a key that is disabled': {
      spoil: (name, body) => signedBy(name, body, { accessKeyId: 'AKIDDISABLED' }),
      exception: 'UnrecognizedClientException',
      text: /^The security token included in the request is invalid\.$/,
    },
    'an hour late': {
      spoil: (name, body) => signedBy(name, body, { signingDate: new Date('2026-03-01T11:00:00Z') }),
      exception: 'InvalidSignatureException',
      text: /^Signature expired: /,
    },
    'for another service': {
      spoil: (name, body) => signedBy(name, body, { service: 's3' }),
      exception: 'InvalidSignatureException',
      text: /service/,
    },
    'with words where the signature should be': {
      spoil: async (name, body) => withHeader(await signedBy(name, body), 'authorization', 'Bearer me'),
      exception: 'IncompleteSignatureException',
      text: /./,
    },
  }

  function signedBy(name: OperationName, body: string, signing: object = {}) {
    return signed({
      signingDate: installation.ports.clock.now(),
      body,
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${name}` },
      ...signing,
    })
  }

  for (const [how, { spoil, exception, text }] of Object.entries(spoilings)) {
    test(`${how} is refused by every operation of operators, and changes nothing`, async () => {
      for (const name of signedNames) {
        const body = JSON.stringify(sampleInput(name, { isFull: false }))
        assertRefused(await installation.send(await spoil(name, body)), exception, text, name)
      }
      assertUnchanged(how)
    })
  }

  test('with a key for reading may get, describe and list, and nothing else', async () => {
    for (const name of signedNames) {
      const body = JSON.stringify(sampleInput(name, { isFull: false }))
      const { json, exception } = await installation.send(await signedBy(name, body, { accessKeyId: 'AKIDREADER' }))
      const isReading = /^(Admin)?(Get|List|Describe)/.test(name)
      assert.equal(exception === 'AccessDeniedException', !isReading, name)
      if (isReading) continue
      assert.equal(
        json.message,
        `User: arn:aws:iam::123456789012:user/reader is not authorized to perform: cognito-idp:${name}`,
      )
    }
    assertUnchanged('a key for reading')
  })

  test('a public operation is asked for no signature, however one is spoiled', async () => {
    for (const name of publicNames) {
      const request = await requestFor(name, '{', installation.ports.clock.now())
      for (const authorization of ['Bearer x', 'AWS4-HMAC-SHA256 Credential=broken', '%%%']) {
        const { exception } = await installation.send(withHeader(request, 'authorization', authorization))
        assert.equal(exception, 'SerializationException', name)
      }
    }
  })

  test('by another method, at another path or as another type reaches no operation', async () => {
    const request = await requestFor('ListUserPools', { MaxResults: 1 }, installation.ports.clock.now())
    for (const spoiled of [
      { ...request, method: 'GET' },
      { ...request, method: 'PUT' },
      { ...request, url: '/x' },
      withHeader(request, 'content-type', 'application/json'),
      withHeader(request, 'content-type'),
    ]) {
      const { exception } = await installation.send(spoiled)
      assert.equal(exception, 'UnknownOperationException')
    }
  })
})

describe('the harness', () => {
  test('notices a change, and lets a good call through', async () => {
    await using own = await openWireInstallation()
    const empty = own.dump()
    const { status, json } = await own.call('CreateUserPool', { PoolName: 'people' })
    assert.equal(status, 200, JSON.stringify(json))
    assert.notEqual(own.dump(), empty)
    assert.equal(
      (await own.send(await requestFor('ListUserPools', { MaxResults: 1 }, own.ports.clock.now()))).status,
      200,
    )
    const headers = headersFromRecord({ 'content-type': 'application/x-amz-json-1.1' })
    assert.equal(
      (await own.send({ method: 'POST', url: '/', headers, body: Buffer.from('{}'), sourceIp: '::1' })).status,
      400,
    )
  })
})
