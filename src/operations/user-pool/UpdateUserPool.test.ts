import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { givenClient, givenPool } from '../../testing/given.ts'
import { testPorts, type TestPorts } from '../../testing/test-ports.ts'
import { DescribeUserPool } from './DescribeUserPool.ts'
import { UpdateUserPool } from './UpdateUserPool.ts'

const sms = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'x' }

async function described(ports: TestPorts, UserPoolId: string): Promise<any> {
  const { UserPool } = (await callOnWire(DescribeUserPool, ports, { UserPoolId })) as any
  return UserPool
}

describe('UpdateUserPool', () => {
  test('resets what is omitted, but not name, schema, username mode, tags and plan', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports, {
      name: 'people',
      schema: [{ Name: 'tenant', AttributeDataType: 'String' }],
      configuration: {
        UsernameAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        UserPoolTags: { stage: 'test' },
        UserPoolTier: 'LITE',
        AutoVerifiedAttributes: ['email'],
        DeletionProtection: 'ACTIVE',
        EmailVerificationSubject: 'Hello',
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
        Policies: { PasswordPolicy: { MinimumLength: 20 } },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      },
    })
    const before = await described(ports, pool.id)
    ports.clock.advanceSeconds(60)
    assert.deepEqual(await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id }), {})
    assert.deepEqual(await described(ports, pool.id), {
      Id: pool.id,
      Name: 'people',
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool.id}`,
      CreationDate: before.CreationDate,
      LastModifiedDate: ports.clock.now().getTime() / 1000,
      SchemaAttributes: before.SchemaAttributes,
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolTags: { stage: 'test' },
      UserPoolTier: 'LITE',
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_email' },
          { Priority: 2, Name: 'verified_phone_number' },
        ],
      },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      DeletionProtection: 'INACTIVE',
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      EstimatedNumberOfUsers: 0,
      IssuerConfiguration: { Type: 'ORIGINAL' },
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
      LambdaConfig: {},
      MfaConfiguration: 'OFF',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    })
  })

  test('describes what was sent', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const sent = {
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      DeletionProtection: 'ACTIVE',
      UserPoolTags: { a: 'b' },
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      SmsConfiguration: sms,
      MfaConfiguration: 'OPTIONAL',
    }
    await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, PoolName: 'renamed', ...sent })
    const { Name, ...after } = await described(ports, pool.id)
    assert.equal(Name, 'renamed')
    assert.deepEqual(Object.fromEntries(Object.keys(sent).map((member) => [member, after[member]])), sent)
  })

  test('touches no other pool', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const other = await givenPool(ports, { id: 'us-east-1_Other0001', configuration: { DeletionProtection: 'ACTIVE' } })
    const before = await described(ports, other.id)
    ports.clock.advanceSeconds(60)
    await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, PoolName: 'renamed' })
    assert.deepEqual(await described(ports, other.id), before)
  })

  test('keeps an authenticator app while MFA stays on, and forgets it when MFA goes off', async () => {
    await using ports = await testPorts()
    const app = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const
    const pool = await givenPool(ports, { mfa: app })
    await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, MfaConfiguration: 'OPTIONAL' })
    assert.deepEqual((await ports.storage.userPools.find(pool.id))?.mfa, { ...app, MfaConfiguration: 'OPTIONAL' })
    await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id })
    assert.deepEqual((await ports.storage.userPools.find(pool.id))?.mfa, { MfaConfiguration: 'OFF' })
  })
})

describe('UpdateUserPool refuses', () => {
  test('an unknown pool', async () => {
    await using ports = await testPorts()
    assert.equal(
      await callOnWire(UpdateUserPool, ports, { UserPoolId: 'us-east-1_Unknown01' }),
      'ResourceNotFoundException: User pool us-east-1_Unknown01 does not exist.',
    )
  })

  test('to take e-mail’s source away from under Email MFA', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports, { mfa: { MfaConfiguration: 'ON', EmailMfaConfiguration: {} } })
    assert.equal(
      await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, MfaConfiguration: 'ON' }),
      'InvalidParameterException: Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.',
    )
  })

  test('a lower plan while the pool, a client or a domain uses more than that', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    await givenClient(ports, pool, { id: 'a', configuration: { RefreshTokenRotation: { Feature: 'ENABLED' } } })
    await givenClient(ports, pool, { id: 'b', configuration: { RefreshTokenRotation: { Feature: 'ENABLED' } } })
    const other = await givenPool(ports, { id: 'us-east-1_Other0001' })
    const createdAt = ports.clock.now()
    const domain = {
      domain: 'notes',
      poolId: pool.id,
      customDomainConfig: undefined,
      managedLoginVersion: 2,
      createdAt,
    } as const
    await ports.storage.commit([{ write: 'createDomain', domain }])
    const toLite = { UserPoolTier: 'LITE', Policies: { PasswordPolicy: { PasswordHistorySize: 2 } } }
    assert.equal(
      await callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, ...toLite }),
      'TierChangeNotAllowedException: The following features need to be disabled for the LITE pricing tier configured: Password History, Refresh Token Rotation, Managed Login Version 2',
    )
    assert.deepEqual(await callOnWire(UpdateUserPool, ports, { UserPoolId: other.id, UserPoolTier: 'LITE' }), {})
  })

  test('the second of two changes at once', async () => {
    await using ports = await testPorts()
    const pool = await givenPool(ports)
    const answers = await Promise.all(
      ['first', 'second'].map((PoolName) => callOnWire(UpdateUserPool, ports, { UserPoolId: pool.id, PoolName })),
    )
    assert.deepEqual(answers, [{}, 'ConcurrentModificationException: The user pool was changed by another request.'])
    assert.equal((await ports.storage.userPools.find(pool.id))?.name, 'first')
  })
})
