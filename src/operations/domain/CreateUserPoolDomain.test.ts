import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateUserPoolDomain } from './CreateUserPoolDomain.ts'
import { DeleteUserPoolDomain } from './DeleteUserPoolDomain.ts'
import { DescribeUserPoolDomain } from './DescribeUserPoolDomain.ts'
import { UpdateUserPoolDomain } from './UpdateUserPoolDomain.ts'

const CustomDomainConfig = { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/x' }
const invalid = 'InvalidParameterException: '

async function given() {
  const ports = await testPorts()
  const pool = await givenPool(ports)
  const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
  return {
    ports,
    pool,
    other,
    create: (Domain: string, more: object = {}) =>
      callOnWire(CreateUserPoolDomain, ports, { UserPoolId: pool.id, Domain, ...more }),
    update: (Domain: string, more: object = {}) =>
      callOnWire(UpdateUserPoolDomain, ports, { UserPoolId: pool.id, Domain, ...more }),
    remove: (Domain: string, UserPoolId = pool.id) => callOnWire(DeleteUserPoolDomain, ports, { UserPoolId, Domain }),
    described: (Domain: string) => callOnWire(DescribeUserPoolDomain, ports, { Domain }),
  }
}

describe('CreateUserPoolDomain', () => {
  test('gives a pool a prefix, with the classic pages unless asked otherwise', async () => {
    const { pool, create, described } = await given()
    assert.deepEqual(await create('notes'), { ManagedLoginVersion: 1 })
    assert.deepEqual(await described('notes'), {
      DomainDescription: {
        UserPoolId: pool.id,
        AWSAccountId: '123456789012',
        Domain: 'notes',
        Status: 'ACTIVE',
        ManagedLoginVersion: 1,
      },
    })
  })

  test('gives it a domain of its own beside that', async () => {
    const { pool, create, described } = await given()
    await create('notes', { ManagedLoginVersion: 2 })
    assert.deepEqual(await create('login.example.com', { CustomDomainConfig, ManagedLoginVersion: 2 }), {
      ManagedLoginVersion: 2,
      CloudFrontDomain: 'login.example.com',
    })
    assert.deepEqual(await described('login.example.com'), {
      DomainDescription: {
        UserPoolId: pool.id,
        AWSAccountId: '123456789012',
        Domain: 'login.example.com',
        Status: 'ACTIVE',
        CustomDomainConfig,
        CloudFrontDistribution: 'login.example.com',
        ManagedLoginVersion: 2,
      },
    })
  })

  test('of two at once makes one', async () => {
    const { ports, pool, create } = await given()
    const answers = await Promise.all([create('one'), create('two')])
    assert.deepEqual(answers, [
      { ManagedLoginVersion: 1 },
      'ConcurrentModificationException: The user pool was changed by another request.',
    ])
    assert.deepEqual(
      (await ports.storage.userPools.listDomains(pool.id)).map(({ domain }) => domain),
      ['one'],
    )
  })

  test('refuses a domain that another pool has, and a second one of a kind', async () => {
    const { ports, other, create } = await given()
    await callOnWire(CreateUserPoolDomain, ports, { UserPoolId: other.id, Domain: 'notes' })
    assert.equal(await create('notes'), `${invalid}Domain already associated with another user pool.`)
    await create('mine')
    assert.equal(await create('more'), `${invalid}User pool already has a domain configured.`)
  })

  const character =
    'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens.'
  for (const [domain, more, text] of [
    ['Notes', {}, character],
    ['notes.example.com', {}, character],
    ['-notes', {}, character],
    ['notes-', {}, character],
    ['my-aws-notes', {}, 'Domain cannot contain reserved word: aws'],
    ['cognito', {}, 'Domain cannot contain reserved word: cognito'],
    ['notes', { CustomDomainConfig }, 'Custom domain is not a valid subdomain'],
    ['example.com', { CustomDomainConfig }, 'Custom domain is not a valid subdomain'],
    ['login.example.com/', { CustomDomainConfig }, 'Custom domain is not a valid subdomain'],
    [
      'a'.repeat(64),
      {},
      `1 validation error detected: Value '${'a'.repeat(64)}' at 'domain' failed to satisfy constraint: Member must have length less than or equal to 63`,
    ],
  ] as const) {
    test(`refuses ${domain.slice(0, 20)}`, async () => {
      const { ports, create } = await given()
      const before = ports.commits.length
      assert.equal(await create(domain, more), `${invalid}${text}`)
      assert.equal(ports.commits.length, before)
    })
  }

  test('takes a word that only begins like a reserved one', async () => {
    const { create } = await given()
    assert.deepEqual(await create('awsome-notes'), { ManagedLoginVersion: 1 })
  })
})

describe('DescribeUserPoolDomain', () => {
  test('of a domain that nobody has is empty', async () => {
    const { described } = await given()
    assert.deepEqual(await described('nobody'), { DomainDescription: {} })
  })
})

describe('UpdateUserPoolDomain', () => {
  test('changes the version of the pages and the certificate, each alone', async () => {
    const { create, update, described } = await given()
    await create('login.example.com', { CustomDomainConfig })
    assert.deepEqual(await update('login.example.com', { ManagedLoginVersion: 2 }), {
      ManagedLoginVersion: 2,
      CloudFrontDomain: 'login.example.com',
    })
    const renewed = { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/y' }
    await update('login.example.com', { CustomDomainConfig: renewed })
    const { DomainDescription } = (await described('login.example.com')) as any
    assert.deepEqual(DomainDescription.CustomDomainConfig, renewed)
    assert.equal(DomainDescription.ManagedLoginVersion, 2)
  })

  test('leaves a prefix a prefix', async () => {
    const { create, update, described } = await given()
    await create('notes')
    assert.equal(await update('notes', { CustomDomainConfig }), `${invalid}No such domain or user pool exists.`)
    assert.deepEqual(await update('notes', { ManagedLoginVersion: 2 }), { ManagedLoginVersion: 2 })
    const { DomainDescription } = (await described('notes')) as any
    assert.equal('CustomDomainConfig' in DomainDescription, false)
  })
})

describe('a domain of another pool', () => {
  test('is neither changed nor removed', async () => {
    const { ports, other, update, remove, described } = await given()
    await callOnWire(CreateUserPoolDomain, ports, { UserPoolId: other.id, Domain: 'notes' })
    const before = ports.commits.length
    for (const domain of ['notes', 'nobody']) {
      assert.equal(await update(domain, { ManagedLoginVersion: 2 }), `${invalid}No such domain or user pool exists.`)
      assert.equal(await remove(domain), `${invalid}No such domain or user pool exists.`)
    }
    assert.equal(ports.commits.length, before)
    assert.deepEqual(await remove('notes', other.id), {})
    assert.deepEqual(await described('notes'), { DomainDescription: {} })
  })

  test('in a pool that is not there is not found', async () => {
    const { remove } = await given()
    assert.equal(
      await remove('notes', 'us-east-1_Unknown01'),
      'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
    )
  })
})
