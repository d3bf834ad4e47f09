import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenPool, givenUser } from '../../testing/given.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { DescribeUserPool } from './DescribeUserPool.ts'

const domainOf = (poolId: string, domain: string, certificate?: string) => ({
  write: 'createDomain' as const,
  domain: {
    domain,
    poolId,
    customDomainConfig: certificate === undefined ? undefined : { CertificateArn: certificate },
    managedLoginVersion: 2 as const,
    createdAt: new Date(0),
  },
})

describe('DescribeUserPool', () => {
  test('adds empty tags and the attribute identities to what CreateUserPool prints', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const { UserPool } = (await callOnWire(DescribeUserPool, ports, { UserPoolId: pool.id })) as any
    assert.deepEqual(UserPool.UserPoolTags, {})
    assert.equal(UserPool.SchemaAttributes.length, 21)
    assert.deepEqual(UserPool.SchemaAttributes.at(-1), {
      AttributeDataType: 'String',
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Name: 'identities',
      Required: false,
      StringAttributeConstraints: {},
    })
    for (const absent of ['Domain', 'CustomDomain', 'SmsConfiguration', 'AliasAttributes', 'Status']) {
      assert.equal(absent in UserPool, false, absent)
    }
  })

  test('names the domains and counts the users of this pool only', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    await givenUser(ports, pool, { username: 'alice' })
    await givenUser(ports, other, { username: 'bob' })
    await givenUser(ports, other, { username: 'carol' })
    await ports.storage.commit([domainOf(pool.id, 'notes'), domainOf(pool.id, 'login.example.com', 'arn:aws:acm:a')])
    const pools = await Promise.all(
      [pool, other].map(({ id }) => callOnWire(DescribeUserPool, ports, { UserPoolId: id })),
    )
    assert.deepEqual(
      pools.map(({ UserPool }: any) => [UserPool.EstimatedNumberOfUsers, UserPool.Domain, UserPool.CustomDomain]),
      [
        [1, 'notes', 'login.example.com'],
        [2, undefined, undefined],
      ],
    )
  })

  test('shows the SMS configuration that MFA uses', async () => {
    await using ports = await testPorts()
    const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' }
    const mfa = {
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'Code {####}', SmsConfiguration },
    } as const
    const pool = await givenPool(ports, { mfa })
    const { UserPool } = (await callOnWire(DescribeUserPool, ports, { UserPoolId: pool.id })) as any
    assert.equal(UserPool.MfaConfiguration, 'ON')
    assert.deepEqual(UserPool.SmsConfiguration, SmsConfiguration)
    assert.equal(UserPool.SmsAuthenticationMessage, 'Code {####}')
  })

  test('refuses an unknown pool', async () => {
    await using ports = await testPorts()
    assert.equal(
      await callOnWire(DescribeUserPool, ports, { UserPoolId: 'us-east-1_Unknown01' }),
      'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
    )
  })
})
