import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { totpCode, totpStep } from '../../src/crypto/totp.ts'
import type { ReferenceSystem } from './reference-system.ts'

export interface Person {
  readonly username: string
  readonly email: string
  readonly password: string
}

/** Good enough for every policy here. */
export const goodPassword = 'Correct-h0rse-battery'

export function person(name: string): Person {
  return { username: name, email: `${name}@example.com`, password: goodPassword }
}

/** An account that is ready to sign in, made by an operator. */
export async function addPerson(
  system: ReferenceSystem,
  name: string,
  poolId = system.ready.userPoolId,
): Promise<Person> {
  const added = person(name)
  await invite(system, added, poolId)
  await system.operator.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: poolId,
      Username: name,
      Password: added.password,
      Permanent: true,
    }),
  )
  return added
}

/** An account whose password, made by an operator, must be replaced at the first sign-in. */
export async function invite(
  { operator }: ReferenceSystem,
  { username, email, password }: Person,
  poolId: string,
): Promise<void> {
  await operator.send(
    new AdminCreateUserCommand({
      UserPoolId: poolId,
      Username: username,
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  )
}

/** What the authenticator app shows now. */
export async function authenticatorCode(system: ReferenceSystem, key: string): Promise<string> {
  return totpCode(key, totpStep(await system.now()))
}

/** An authenticator app for somebody who has none, set up by a program as their own. Its key is returned. */
export async function addAuthenticator(
  { operator, ready, ...system }: ReferenceSystem,
  { username, password }: Person,
): Promise<string> {
  const { AuthenticationResult } = await operator.send(
    new InitiateAuthCommand({
      ClientId: ready.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  )
  const { AccessToken } = AuthenticationResult ?? {}
  const { SecretCode: key = '' } = await operator.send(new AssociateSoftwareTokenCommand({ AccessToken }))
  const UserCode = totpCode(key, totpStep(await system.now()))
  await operator.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true }
  await operator.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }))
  return key
}
