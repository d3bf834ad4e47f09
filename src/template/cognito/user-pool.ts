import { isJsonArray, isJsonObject, jsonText } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { orGone, requireTextIn, structureIn } from './answer.ts'
import { coerceInput } from './coerce.ts'
import type { CognitoResource, ResourceCall } from './resource.ts'

/** `AWS::Cognito::UserPool` */
export const userPool: CognitoResource = {
  known: [
    'AccountRecoverySetting',
    'AdminCreateUserConfig',
    'AliasAttributes',
    'AutoVerifiedAttributes',
    'DeletionProtection',
    'DeviceConfiguration',
    'EmailAuthenticationMessage',
    'EmailAuthenticationSubject',
    'EmailConfiguration',
    'EmailVerificationMessage',
    'EmailVerificationSubject',
    'EnabledMfas',
    'IssuerConfiguration',
    'KeyConfiguration',
    'LambdaConfig',
    'MfaConfiguration',
    'Policies',
    'Schema',
    'SmsAuthenticationMessage',
    'SmsConfiguration',
    'SmsVerificationMessage',
    'UserAttributeUpdateSettings',
    'UsernameAttributes',
    'UsernameConfiguration',
    'UserPoolAddOns',
    'UserPoolName',
    'UserPoolTags',
    'UserPoolTier',
    'VerificationMessageTemplate',
    'WebAuthnFactorConfiguration',
    'WebAuthnRelyingPartyID',
    'WebAuthnUserVerification',
  ],
  identity: ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'],

  create: async (call) => {
    const { MfaConfiguration: _, ...input } = coerceInput('CreateUserPoolRequest', withName(call), failOfTemplate(call))
    const pool = structureIn(await call.invoke('CreateUserPool', input), 'UserPool')
    const poolId = requireTextIn(pool, 'Id')
    await setMfa(call, poolId)
    return poolId
  },

  update: async (call, poolId) => {
    const { MfaConfiguration: _, ...input } = coerceInput('UpdateUserPoolRequest', withName(call), failOfTemplate(call))
    // What the update omits goes back to OFF, and MFA must not be off even until the next call.
    const mfa = await call.invoke('GetUserPoolMfaConfig', { UserPoolId: poolId })
    const kept = isJsonObject(mfa) ? given({ MfaConfiguration: mfa.MfaConfiguration }) : {}
    await call.invoke('UpdateUserPool', { ...input, ...kept, UserPoolId: poolId })
    await setMfa(call, poolId)
    await addNewAttributes(call, poolId)
  },

  describe: async (call, poolId) => {
    const answer = await orGone(call.invoke('DescribeUserPool', { UserPoolId: poolId }))
    if (answer === undefined) return undefined
    const region = poolId.split('_')[0] ?? ''
    const provider = `cognito-idp.${region}.amazonaws.com/${poolId}`
    const arn = requireTextIn(structureIn(answer, 'UserPool'), 'Arn')
    return { Arn: arn, ProviderName: provider, ProviderURL: `https://${provider}`, UserPoolId: poolId }
  },
}

function withName(call: ResourceCall): JsonObject {
  return { ...call.properties, PoolName: call.properties.UserPoolName ?? call.generatedName }
}

/** The operation has another name for one property. */
function failOfTemplate({ fail }: ResourceCall): ResourceCall['fail'] {
  return ([first, ...rest], problem, advice) =>
    fail([...(first === 'PoolName' ? ['UserPoolName'] : first === undefined ? [] : [first]), ...rest], problem, advice)
}

/** CloudFormation sets MFA in a call of its own; a new pool could not have it without an SMS configuration. */
async function setMfa({ properties, invoke, fail }: ResourceCall, poolId: string): Promise<void> {
  const { MfaConfiguration, EnabledMfas, SmsConfiguration, SmsAuthenticationMessage } = properties
  const methods: readonly Json[] = isJsonArray(EnabledMfas)
    ? EnabledMfas
    : SmsConfiguration === undefined
      ? []
      : ['SMS_MFA']
  const unknown = methods.find((method) => !['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'].includes(jsonText(method)))
  if (unknown !== undefined) {
    throw fail(
      ['EnabledMfas'],
      `"${jsonText(unknown)}" is no such factor.`,
      'Write SMS_MFA, SOFTWARE_TOKEN_MFA or EMAIL_OTP.',
    )
  }
  const webAuthn = given({
    RelyingPartyId: properties.WebAuthnRelyingPartyID,
    UserVerification: properties.WebAuthnUserVerification,
    FactorConfiguration: properties.WebAuthnFactorConfiguration,
  })
  if (MfaConfiguration === undefined && methods.length === 0 && Object.keys(webAuthn).length === 0) return
  const email = given({
    Message: properties.EmailAuthenticationMessage,
    Subject: properties.EmailAuthenticationSubject,
  })
  const input = {
    MfaConfiguration: MfaConfiguration ?? 'OFF',
    ...(methods.includes('SMS_MFA') && { SmsMfaConfiguration: given({ SmsAuthenticationMessage, SmsConfiguration }) }),
    ...(methods.includes('SOFTWARE_TOKEN_MFA') && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ...(methods.includes('EMAIL_OTP') && { EmailMfaConfiguration: email }),
    ...(Object.keys(webAuthn).length > 0 && { WebAuthnConfiguration: webAuthn }),
  }
  await invoke('SetUserPoolMfaConfig', {
    ...coerceInput('SetUserPoolMfaConfigRequest', input, fail),
    UserPoolId: poolId,
  })
}

/** Attributes can be added to a pool and never removed. */
async function addNewAttributes({ properties, invoke, fail }: ResourceCall, poolId: string): Promise<void> {
  const schema = coerceInput('CreateUserPoolRequest', given({ Schema: properties.Schema }), fail).Schema
  if (!isJsonArray(schema)) return
  const pool = structureIn(await invoke('DescribeUserPool', { UserPoolId: poolId }), 'UserPool')
  const present = isJsonArray(pool.SchemaAttributes)
    ? pool.SchemaAttributes.map((item) => (isJsonObject(item) ? item.Name : null))
    : []
  const added = schema
    .filter(isJsonObject)
    .filter(
      ({ Name }) =>
        ![`custom:${jsonText(Name)}`, `dev:custom:${jsonText(Name)}`, Name].some((name) =>
          present.includes(name ?? null),
        ),
    )
  if (added.length > 0) await invoke('AddCustomAttributes', { UserPoolId: poolId, CustomAttributes: added })
}

function given(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
