import type { Refuse } from '../../contract/refusal.ts'
import type { InitiateAuthResponse } from '../../contract/shapes.gen.ts'
import { isSecretHash } from '../../crypto/secret-hash.ts'
import { checkSecretHash } from '../../flows/app-clients/check-secret-hash.ts'
import { refreshTokens } from '../../flows/tokens/refresh-tokens.ts'
import type { SignInContext } from '../../flows/sign-in/sign-in-step.ts'
import type { TriggerException } from '../../flows/triggers/run-trigger.ts'
import type { User } from '../../domain/users/user.ts'
import type { AuthPorts } from './auth-response.ts'
import { authenticationResult } from './authentication-result.ts'
import { refreshRefusal } from './refresh-refusal.ts'

type Exceptions = TriggerException | 'InvalidParameterException' | 'NotAuthorizedException'

/** The flow REFRESH_TOKEN_AUTH. */
export async function refresh(
  ports: AuthPorts,
  refuse: Refuse<Exceptions>,
  { context, parameters }: { readonly context: SignInContext; readonly parameters: Readonly<Record<string, string>> },
): Promise<InitiateAuthResponse> {
  const { REFRESH_TOKEN: refreshToken, DEVICE_KEY: deviceKey, SECRET_HASH: secretHash } = parameters
  if (!refreshToken) throw refuse('InvalidParameterException', 'Missing required parameter REFRESH_TOKEN')
  const { pool, client, request } = context
  const authorize = (user: User): void => {
    const secrets = client.secrets.map(({ value }) => value)
    // Cognito: clients hash the user's name or, where they know no other, its `sub`.
    const username = isSecretHash(secretHash ?? '', secrets, user.sub, client.id) ? user.sub : user.username
    checkSecretHash(refuse, client, { username, secretHash, use: 'refresh' })
  }
  const outcome = await refreshTokens(ports, { pool, client, request, refreshToken, deviceKey, authorize })
  if (outcome.kind !== 'refreshed') throw refreshRefusal(refuse, outcome)
  return {
    ChallengeParameters: {},
    AuthenticationResult: authenticationResult(outcome.tokens, outcome.refreshToken),
  }
}
