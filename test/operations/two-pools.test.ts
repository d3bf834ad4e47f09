import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { constraints } from '../../src/contract/constraints.gen.ts'
import { operationFacts } from '../../src/contract/operations.gen.ts'
import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { operations } from '../../src/operations/index.ts'
import { aBranding, aUiCustomization, someTerms } from '../../src/ports/storage/conformance/records-of-branding.ts'
import { anIdentityProvider } from '../../src/ports/storage/conformance/records-of-providers.ts'
import { anImportJob } from '../../src/ports/storage/conformance/user-imports.ts'
import { givenClient, givenPool, givenUser } from '../../src/testing/given.ts'
import { signIn } from './bad-access-tokens.ts'
import { sampleInput } from './sample-input.ts'
import { openWireInstallation, type WireAnswer, type WireInstallation } from './wire-installation.ts'

// Security contract, AUTHZ-02: pool A's names, sent to pool B, reach nothing of A's. Whatever an answer must not tell
// has this word in it.
const secret = 'canary'

type Name = keyof typeof operations

function takes(member: string): Name[] {
  return (Object.keys(operations) as Name[]).filter((name) => {
    const shape = constraints[operationFacts[name].input]
    return shape?.type === 'structure' && member in shape.members
  })
}

/** What pool A has, by the shapes that name it. */
const namesInA = {
  UsernameType: 'alice',
  GroupNameType: 'staff',
  ClientIdType: '1clientofa',
  DeviceKeyType: 'us-east-1_01234567-89ab-4def-8123-456789abcdef',
  DomainType: 'notes',
  UserImportJobIdType: 'import-0123456789',
  ClientSecretIdType: '1',
  IdpIdentifierType: 'acme.example',
  ManagedLoginBrandingIdType: '11111111-2222-4333-8444-555555555555',
  TermsIdType: '11111111-2222-4333-8444-666666666666',
  ProviderNameType: 'Acme',
  ProviderNameTypeV2: 'Acme',
  ResourceServerIdentifierType: 'notes',
}

interface TwoPools extends AsyncDisposable {
  readonly installation: WireInstallation
  readonly a: UserPool
  readonly b: UserPool
  readonly clientOfB: AppClient
}

async function openTwoPools(): Promise<TwoPools> {
  const installation = await openWireInstallation()
  const { ports } = installation
  const a = await givenPool(ports, { id: 'us-east-1_PoolA0001', configuration: { UserPoolTags: { note: secret } } })
  const b = await givenPool(ports, { id: 'us-east-1_PoolB0001' })
  const at = { createdAt: ports.clock.now(), updatedAt: ports.clock.now() }
  const client = await givenClient(ports, a, {
    id: namesInA.ClientIdType,
    name: secret,
    secrets: [{ id: '1', value: `${secret}${secret}`, createdAt: at.createdAt }],
  })
  const alice = await givenUser(ports, a, { username: 'alice', attributes: { email: `${secret}@example.com` } })
  const result = await ports.storage.commit([
    {
      write: 'createGroup',
      group: { poolId: a.id, name: 'staff', description: secret, roleArn: undefined, precedence: 1, ...at },
    },
    {
      write: 'createDevice',
      device: {
        poolId: a.id,
        sub: alice.sub,
        key: namesInA.DeviceKeyType,
        name: secret,
        salt: Buffer.from('salt'),
        verifier: Buffer.from('verifier'),
        rememberedStatus: 'remembered',
        lastIpAddress: '203.0.113.7',
        sdk: undefined,
        authenticatedAt: at.createdAt,
        ...at,
      },
    },
    {
      write: 'createDomain',
      domain: {
        domain: 'notes',
        poolId: a.id,
        customDomainConfig: undefined,
        managedLoginVersion: 1,
        createdAt: at.createdAt,
      },
    },
    {
      write: 'createBranding',
      branding: aBranding(client, { id: namesInA.ManagedLoginBrandingIdType, settings: { secret } }),
    },
    {
      write: 'createTerms',
      terms: someTerms(client, { id: namesInA.TermsIdType, links: { 'cognito:default': `https://${secret}.example` } }),
    },
    { write: 'putUiCustomization', customization: aUiCustomization(a.id, client.id, { css: secret }) },
    { write: 'putUiCustomization', customization: aUiCustomization(a.id, 'ALL', { css: secret }) },
    {
      write: 'createIdentityProvider',
      provider: anIdentityProvider(a.id, {
        name: namesInA.ProviderNameType,
        identifiers: [namesInA.IdpIdentifierType],
        details: { client_secret: secret },
      }),
    },
    {
      write: 'createResourceServer',
      server: { poolId: a.id, identifier: 'notes', name: secret, scopes: [{ name: 'read', description: secret }] },
    },
  ])
  assert.equal(result.committed, true)
  const job = anImportJob(a.id, { id: namesInA.UserImportJobIdType, name: secret, upload: 'file' })
  assert.deepEqual(await ports.storage.commit([{ write: 'createImportJob', job }]), { committed: true })
  assert.equal(client.poolId, a.id)
  const clientOfB = await givenClient(ports, b, { id: '2clientofb' })
  return { installation, a, b, clientOfB, [Symbol.asyncDispose]: () => installation[Symbol.asyncDispose]() }
}

const ofPools = takes('UserPoolId')

function input(name: Name, UserPoolId: string): object {
  return { ...sampleInput(name, { known: namesInA, isFull: false }), UserPoolId }
}

function tells({ json }: WireAnswer): boolean {
  return JSON.stringify(json ?? {}).includes(secret)
}

describe('pool A’s names, sent to pool B', () => {
  let pools: TwoPools

  before(async () => {
    pools = await openTwoPools()
  })
  after(() => pools[Symbol.asyncDispose]())

  for (const name of ofPools) {
    test(`${name} tells nothing of A’s and changes nothing of A’s`, async () => {
      const { installation, a, b } = pools
      const rowsOfA = installation.dump(a.id)
      const answer = await installation.call(name, input(name, b.id))
      assert.equal(tells(answer), false, JSON.stringify(answer.json))
      assert.equal(installation.dump(a.id), rowsOfA)
    })
  }
})

describe('a user of pool B, with names of pool A', () => {
  let pools: TwoPools

  before(async () => {
    pools = await openTwoPools()
  })
  after(() => pools[Symbol.asyncDispose]())

  for (const name of takes('AccessToken')) {
    test(`${name} tells nothing of A’s and changes nothing of A’s`, async () => {
      const { installation, a, b, clientOfB } = pools
      // Somebody new for each: some of these operations end what they are asked with.
      const username = `asks-${name}`
      await givenUser(installation.ports, b, { username })
      const { AccessToken } = await signIn(installation, clientOfB, username)
      const rowsOfA = installation.dump(a.id)
      const sample = sampleInput(name, { known: namesInA, isFull: false })
      const answer = await installation.call(name, { ...sample, AccessToken })
      assert.equal(tells(answer), false, JSON.stringify(answer.json))
      assert.equal(installation.dump(a.id), rowsOfA)
    })
  }
})

describe('a page of pool A’s listing', () => {
  test('is not continued in pool B', async () => {
    await using pools = await openTwoPools()
    const { installation, a, b } = pools
    const { ports, call } = installation
    await givenUser(ports, a, { username: 'bob' })
    await givenClient(ports, a, { id: '3more' })
    const listings = [
      ['ListUsers', 'PaginationToken', { Limit: 1 }],
      ['ListUserPoolClients', 'NextToken', { MaxResults: 1 }],
    ] as const
    for (const [name, member, limit] of listings) {
      const { json } = await call(name, { UserPoolId: a.id, ...limit })
      assert.equal(typeof json[member], 'string')
      const answer = await call(name, { UserPoolId: b.id, ...limit, [member]: json[member] })
      assert.equal(answer.exception, 'InvalidParameterException', name)
      assert.equal(answer.json.message, 'Invalid pagination token.', name)
    }
  })
})

describe('the harness', () => {
  const telling = [
    'AdminGetUser',
    'AdminGetDevice',
    'DescribeUserPool',
    'DescribeIdentityProvider',
    'DescribeManagedLoginBranding',
    'DescribeManagedLoginBrandingByClient',
    'DescribeTerms',
    'GetUICustomization',
    'DescribeUserPoolClient',
    'GetGroup',
  ] as const
  const changing = [
    'AdminDeleteUser',
    'AdminForgetDevice',
    'DeleteGroup',
    'StartUserImportJob',
    'DeleteIdentityProvider',
    'DeleteManagedLoginBranding',
    'DeleteTerms',
    'DeleteUserPoolClient',
    'UpdateUserPool',
  ] as const

  for (const name of telling) {
    test(`hears ${name} tell when A is asked`, async () => {
      await using pools = await openTwoPools()
      assert.equal(tells(await pools.installation.call(name, input(name, pools.a.id))), true)
    })
  }

  for (const name of changing) {
    test(`sees ${name} change A when A is asked`, async () => {
      await using pools = await openTwoPools()
      const rowsOfA = pools.installation.dump(pools.a.id)
      await pools.installation.call(name, input(name, pools.a.id))
      assert.notEqual(pools.installation.dump(pools.a.id), rowsOfA)
    })
  }
})
