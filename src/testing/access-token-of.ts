import type { AppClient } from '../domain/app-clients/app-client.ts'
import { InitiateAuth } from '../operations/auth/InitiateAuth.ts'
import { call } from './call-operation.ts'
import type { TestPorts } from './test-ports.ts'

/** Signs a user in with a password, and gives the access token. */
export async function accessTokenOf(
  ports: TestPorts,
  client: AppClient,
  username: string,
  password = 'Passw0rd!',
): Promise<string> {
  const answer = await call(InitiateAuth, ports, {
    ClientId: client.id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  })
  const token = answer.AuthenticationResult?.AccessToken
  if (token === undefined) throw new Error(`${username} was asked for ${answer.ChallengeName}`)
  return token
}
