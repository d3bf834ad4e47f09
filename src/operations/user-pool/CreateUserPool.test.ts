import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callOnWire } from '../../testing/call-on-wire.ts'
import { testPorts } from '../../testing/test-ports.ts'
import { CreateUserPool } from './CreateUserPool.ts'
import { DescribeUserPool } from './DescribeUserPool.ts'

const text = (Name: string, MinLength = '0', MaxLength = '2048') => ({
  AttributeDataType: 'String',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Name,
  Required: false,
  StringAttributeConstraints: { MinLength, MaxLength },
})
const flag = (Name: string) => ({
  AttributeDataType: 'Boolean',
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Name,
  Required: false,
})
const standardSchema = [
  { ...text('sub', '1'), Mutable: false, Required: true },
  text('name'),
  text('given_name'),
  text('family_name'),
  text('middle_name'),
  text('nickname'),
  text('preferred_username'),
  text('profile'),
  text('picture'),
  text('website'),
  text('email'),
  flag('email_verified'),
  text('gender'),
  text('birthdate', '10', '10'),
  text('zoneinfo'),
  text('locale'),
  text('phone_number'),
  flag('phone_number_verified'),
  text('address'),
  {
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Name: 'updated_at',
    Required: false,
    NumberAttributeConstraints: { MinValue: '0' },
  },
]

async function create(input: object) {
  const ports = await testPorts({ now: new Date('2026-03-01T12:00:00.500Z') })
  const answer = (await callOnWire(CreateUserPool, ports, { PoolName: 'people', ...input })) as any
  return { ports, answer, pool: answer.UserPool }
}

describe('CreateUserPool', () => {
  test('answers with every default and nothing else where only a name is sent', async () => {
    const { pool } = await create({})
    assert.match(pool.Id, /^us-east-1_[0-9A-Za-z]{9}$/)
    assert.deepEqual(pool, {
      Id: pool.Id,
      Name: 'people',
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool.Id}`,
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_email' },
          { Priority: 2, Name: 'verified_phone_number' },
        ],
      },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      CreationDate: 1_772_366_400.5,
      LastModifiedDate: 1_772_366_400.5,
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
      SchemaAttributes: standardSchema,
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
      UserPoolTier: 'ESSENTIALS',
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    })
  })

  test('makes two pools of one name, each in the region of its request, each with keys of its own', async () => {
    const { ports, pool } = await create({})
    const facts = { region: 'eu-central-1' }
    const { UserPool } = (await callOnWire(CreateUserPool, ports, { PoolName: 'people' }, facts)) as any
    assert.match(UserPool.Id, /^eu-central-1_[0-9A-Za-z]{9}$/)
    assert.equal(UserPool.Arn, `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${UserPool.Id}`)
    const keys = await Promise.all([pool.Id, UserPool.Id].map((id) => ports.storage.userPools.listSigningKeys(id)))
    assert.deepEqual(
      keys.map((pair) => pair.map(({ use }) => use)),
      [
        ['id', 'access'],
        ['id', 'access'],
      ],
    )
    assert.equal(new Set(keys.flat().map(({ kid }) => kid)).size, 4)
  })

  test('describes what was sent, defaults filled in, in both spellings of a message', async () => {
    const sent = {
      Policies: {
        PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 3, TemporaryPasswordValidityDays: 3 },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] },
      },
      DeletionProtection: 'ACTIVE',
      AutoVerifiedAttributes: ['email', 'phone_number'],
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      EmailVerificationMessage: 'Your code: {####}',
      EmailVerificationSubject: 'Your code',
      SmsVerificationMessage: 'Code {####}',
      SmsAuthenticationMessage: 'MFA {####}',
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK', EmailSubjectByLink: 'Confirm' },
      MfaConfiguration: 'OPTIONAL',
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/a@example.com',
        ReplyToEmailAddress: 'b@example.com',
      },
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'x', SnsRegion: 'us-east-1' },
      UserPoolTags: { stage: 'test' },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: { EmailMessage: 'Hello {username}: {####}', EmailSubject: 'Welcome' },
      },
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      UserPoolTier: 'PLUS',
      IssuerConfiguration: { Type: 'ORIGINAL' },
      LambdaConfig: { PreTokenGeneration: 'arn:aws:lambda:us-east-1:123456789012:function:token' },
    }
    const { ports, pool } = await create(sent)
    const { UserPool } = (await callOnWire(DescribeUserPool, ports, { UserPoolId: pool.Id })) as any
    const { SchemaAttributes: created, ...rest } = pool
    const { SchemaAttributes: described, ...restDescribed } = UserPool
    assert.deepEqual(restDescribed, rest)
    assert.equal(described.length, created.length + 1)
    assert.deepEqual(rest, {
      ...sent,
      Id: pool.Id,
      Name: 'people',
      Arn: pool.Arn,
      CreationDate: pool.CreationDate,
      LastModifiedDate: pool.CreationDate,
      EstimatedNumberOfUsers: 0,
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
      AdminCreateUserConfig: { ...sent.AdminCreateUserConfig, UnusedAccountValidityDays: 3 },
      Policies: {
        ...sent.Policies,
        PasswordPolicy: {
          ...sent.Policies.PasswordPolicy,
          RequireUppercase: false,
          RequireLowercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
        },
      },
      VerificationMessageTemplate: {
        ...sent.VerificationMessageTemplate,
        EmailMessage: 'Your code: {####}',
        EmailSubject: 'Your code',
        SmsMessage: 'Code {####}',
      },
      LambdaConfig: {
        ...sent.LambdaConfig,
        PreTokenGenerationConfig: { LambdaVersion: 'V1_0', LambdaArn: sent.LambdaConfig.PreTokenGeneration },
      },
    })
  })

  test('counts 0 days of a temporary password as not set', async () => {
    const { pool } = await create({ Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 0 } } })
    assert.equal(pool.Policies.PasswordPolicy.TemporaryPasswordValidityDays, 7)
    assert.equal(pool.AdminCreateUserConfig.UnusedAccountValidityDays, 7)
  })

  test('adjusts standard attributes in place and appends custom ones', async () => {
    const { pool } = await create({
      Schema: [
        { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
        { Name: 'email', AttributeDataType: 'String', Required: true, StringAttributeConstraints: { MaxLength: '64' } },
        { Name: 'level', AttributeDataType: 'Number', DeveloperOnlyAttribute: true },
        { Name: 'since', AttributeDataType: 'DateTime' },
      ],
    })
    const names = pool.SchemaAttributes.map(({ Name }: { Name: string }) => Name)
    assert.deepEqual(names, [
      ...standardSchema.map(({ Name }) => Name),
      'custom:tenant',
      'dev:custom:level',
      'custom:since',
    ])
    assert.deepEqual(
      pool.SchemaAttributes.filter(({ Name }: { Name: string }) => /^email$|custom/.test(Name)),
      [
        { ...text('email'), Required: true, StringAttributeConstraints: { MaxLength: '64' } },
        { ...text('custom:tenant'), Mutable: false, StringAttributeConstraints: {} },
        {
          AttributeDataType: 'Number',
          DeveloperOnlyAttribute: true,
          Mutable: true,
          Name: 'dev:custom:level',
          Required: false,
          NumberAttributeConstraints: {},
        },
        { ...flag('custom:since'), AttributeDataType: 'DateTime' },
      ],
    )
  })
})

describe('CreateUserPool refuses', () => {
  const invalid = 'InvalidParameterException: '
  const cases: readonly [what: string, input: object, refusal: string][] = [
    [
      'aliases beside addresses as usernames',
      { AliasAttributes: ['email'], UsernameAttributes: ['email'] },
      `${invalid}Only one of the aliasAttributes or usernameAttributes can be set in a User pool.`,
    ],
    [
      'a required custom attribute',
      { Schema: [{ Name: 'x', AttributeDataType: 'String', Required: true }] },
      `${invalid}Required custom attributes are not supported currently.`,
    ],
    [
      'a standard attribute of another type',
      { Schema: [{ Name: 'email', AttributeDataType: 'Number' }] },
      `${invalid}You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email`,
    ],
    [
      'a custom attribute twice',
      {
        Schema: [
          { Name: 'x', AttributeDataType: 'String' },
          { Name: 'x', AttributeDataType: 'Number' },
        ],
      },
      `${invalid}Duplicate custom attribute names custom:x are not allowed in a user pool schema.`,
    ],
    [
      'a custom attribute with a long name',
      { Schema: [{ Name: 'a'.repeat(21), AttributeDataType: 'String' }] },
      `${invalid}1 validation error detected: Value '${'a'.repeat(21)}' at 'schema.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20`,
    ],
    [
      'a pool without a name',
      { PoolName: undefined },
      `${invalid}1 validation error detected: Value null at 'poolName' failed to satisfy constraint: Member must not be null`,
    ],
  ]
  for (const [what, input, refusal] of cases) {
    test(what, async () => {
      const { ports, answer } = await create(input)
      assert.equal(answer, refusal)
      assert.deepEqual(ports.commits, [])
    })
  }
})
