import type { MfaSettings } from '../domain/user-pools/user-pool.ts'
import type { AppClientOverrides } from './build-app-client.ts'
import type { UserPoolOverrides } from './build-user-pool.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from './given.ts'
import { signInClient } from './sign-in-client.ts'
import type { TestPorts } from './test-ports.ts'

/** A pool that offers every second factor to whoever wants one. */
export const everyMfaFactor: MfaSettings = {
  MfaConfiguration: 'OPTIONAL',
  SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } },
  SoftwareTokenMfaConfiguration: { Enabled: true },
  EmailMfaConfiguration: {},
}

/** The secret of the authenticator app of a user who has one. */
export const appSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export interface SignInSetUp {
  readonly pool?: UserPoolOverrides
  readonly client?: AppClientOverrides
  readonly user?: UserOverrides
}

/** A pool, a client and the user alice, with an app and a server that sign her in. */
export async function givenSignIn(ports: TestPorts, overrides: SignInSetUp = {}) {
  const pool = await givenPool(ports, { mfa: everyMfaFactor, ...overrides.pool })
  const client = await givenClient(ports, pool, overrides.client)
  const attributes = { email: 'alice@example.com', email_verified: 'true', phone_number: '+15550100' }
  const user = await givenUser(ports, pool, { attributes, ...overrides.user })
  if (user.mfaFactors.includes('SOFTWARE_TOKEN_MFA')) await givenSoftwareToken(ports, user)
  const app = signInClient(ports, { pool, client })
  return { pool, client, user, app, server: signInClient(ports, { pool, client, face: 'admin' }) }
}

async function givenSoftwareToken(ports: TestPorts, { poolId, sub }: { poolId: string; sub: string }): Promise<void> {
  const verified = { pendingSecret: appSecret, step: 0, friendlyDeviceName: 'phone' }
  await ports.storage.commit([
    { write: 'associateSoftwareToken', poolId, sub, pendingSecret: appSecret },
    { write: 'verifySoftwareToken', poolId, sub, ...verified },
  ])
}
