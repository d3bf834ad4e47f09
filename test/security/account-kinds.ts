import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { UserPool, UserPoolConfiguration } from '../../src/domain/user-pools/user-pool.ts'
import { buildUser } from '../../src/testing/build-user.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from '../../src/testing/given.ts'
import { colourFunctions } from '../../src/testing/custom-auth-functions.ts'
import { everyFlow, passwordlessPolicies } from '../../src/testing/passwordless.ts'
import { givenSoftPasskey } from '../../src/testing/soft-passkey.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { changedUser } from './changed-user.ts'

/** What a name may stand for. `unknown` is nobody; whoever does not know the password must not tell the rest from it. */
export const accountKinds = {
  unknown: undefined,
  confirmed: {},
  unconfirmed: { status: 'UNCONFIRMED', verified: 'false' },
  disabled: { enabled: false },
  invited: { status: 'FORCE_CHANGE_PASSWORD' },
  'reset-required': { status: 'RESET_REQUIRED' },
  'without-address': { verified: 'false' },
  'with-second-factor': { mfaFactors: ['EMAIL_OTP'] },
  'without-password': { hasPassword: false },
  'with-passkey': { hasPasskey: true },
} as const satisfies Readonly<
  Record<string, (Pick<UserOverrides, 'status' | 'enabled' | 'mfaFactors'> & Verified) | undefined>
>

interface Verified {
  readonly verified?: 'true' | 'false'
  readonly hasPassword?: boolean
  readonly hasPasskey?: boolean
}

export type AccountKind = keyof typeof accountKinds

/**
 * How people of a pool are named; in `address` they are asked for by what only is an alias. `hashed` is plain, and no
 * client asks for SRP, so that passwords are hashed; `passwordless` is plain, and people may begin with a code; in `blocked`, which is plain
 * too, threat protection turns away whoever asks, for the address alone.
 */
export const nameModes = {
  plain: {},
  alias: { AliasAttributes: ['email'] },
  address: { AliasAttributes: ['email'] },
  attribute: { UsernameAttributes: ['email'] },
  hashed: {},
  passwordless: { Policies: passwordlessPolicies },
  blocked: { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } },
} as const satisfies Readonly<Record<string, UserPoolConfiguration>>

export type NameMode = keyof typeof nameModes

export interface AccountPool {
  readonly mode: NameMode
  readonly pool: UserPool
  /** PreventUserExistenceErrors ENABLED, and LEGACY. */
  readonly hiding: AppClient
  readonly legacy: AppClient
  /** The name of one of this kind: all are of one length, and each `nth` of a kind is another person. */
  nameOf(kind: AccountKind, nth?: number): string
}

export const accountPassword = 'Passw0rd! of one person'

/** A pool with `people` users of every kind. */
export async function givenAccounts(ports: TestPorts, mode: NameMode, people = 1): Promise<AccountPool> {
  const LambdaConfig = ports.functions.install(colourFunctions)
  const pool = await givenPool(ports, {
    id: `us-east-1_Accounts${mode}`,
    configuration: {
      ...nameModes[mode],
      AutoVerifiedAttributes: ['email'],
      DeviceConfiguration: {},
      LambdaConfig,
      ...onlyByMail,
    },
    mfa: {
      MfaConfiguration: 'OPTIONAL',
      EmailMfaConfiguration: {},
      WebAuthnConfiguration: { RelyingPartyId: 'localhost' },
    },
  })
  if (mode === 'blocked') {
    const settings = { RiskExceptionConfiguration: { BlockedIPRangeList: ['0.0.0.0/0', '::/0'] } }
    const configuration = { poolId: pool.id, clientId: undefined, settings, updatedAt: ports.clock.now() }
    await ports.storage.commit([{ write: 'putRiskConfiguration', configuration }])
  }
  const isByAddress = mode === 'attribute' || mode === 'address'
  const nameOf = (kind: AccountKind, nth = 0): string => {
    const name = `${kind.padEnd(18, 'x')}${String(nth).padStart(4, '0')}`
    return isByAddress ? `${name}@example.com` : name
  }
  const [hiding, legacy] = [await client('ENABLED'), await client('LEGACY')]
  for (const [kind, account] of Object.entries(accountKinds)) {
    if (account === undefined) continue
    const { verified = 'true', hasPassword = true, hasPasskey = false, ...rest }: Verified & UserOverrides = account
    for (let nth = 0; nth < people; nth += 1) {
      const name = nameOf(kind as AccountKind, nth)
      const email = isByAddress ? name : `${name}@example.com`
      const attributes = { email, email_verified: verified }
      const { sub } = buildUser({ username: name })
      const username = mode === 'attribute' ? sub : name.replace('@example.com', '')
      const user = await givenUser(ports, pool, { username, sub, attributes, password: accountPassword, ...rest })
      if (hasPasskey) await givenSoftPasskey(ports, { pool, user })
      if (!hasPassword) await changedUser({ ports }, pool, user.sub)({ password: undefined })
    }
  }
  return { mode, pool, nameOf, hiding, legacy }

  function client(how: 'ENABLED' | 'LEGACY'): Promise<AppClient> {
    const id = `${mode}${how.toLowerCase()}client`
    const withoutSrp = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'] } as const
    const flows = mode === 'hashed' ? withoutSrp : { ExplicitAuthFlows: everyFlow }
    return givenClient(ports, pool, { id, configuration: { PreventUserExistenceErrors: how, ...flows } })
  }
}

const onlyByMail = {
  AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
} as const
