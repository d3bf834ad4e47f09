import type { Refusal, Refuse } from '../../contract/refusal.ts'
import type { AuthFlowType } from '../../contract/shapes.gen.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { isFlowAllowed, signInFlow, type SignInFlow } from '../../domain/sign-in/auth-flows.ts'
import { isRotatingRefreshTokens } from '../../domain/sign-in/session-settings.ts'

/** Whose operation it is: the app's own, or that of a server with credentials. */
export type Face = 'public' | 'admin'

type Exceptions = 'InvalidParameterException' | 'UnsupportedOperationException'

/** The flow, if it may begin here. Cognito: the refusals differ from flow to flow. */
export function requireAllowedFlow(
  refuse: Refuse<Exceptions>,
  client: AppClient,
  { face, asked }: { readonly face: Face; readonly asked: AuthFlowType },
): SignInFlow {
  const flow = signInFlow(asked)
  if (face === 'public' && flow === 'ADMIN_USER_PASSWORD_AUTH') {
    throw refuse('InvalidParameterException', 'Initiate Auth method not supported.')
  }
  if (flow === 'REFRESH_TOKEN_AUTH' && isRotatingRefreshTokens(client)) {
    throw refuse('UnsupportedOperationException', 'This API does not support refresh token rotation')
  }
  if (!isFlowAllowed(client, flow)) throw flowDisabled(refuse, face, flow)
  return flow
}

function flowDisabled(refuse: Refuse<Exceptions>, face: Face, flow: SignInFlow): Refusal {
  if (face === 'admin') return refuse('InvalidParameterException', 'Auth flow not enabled for this client')
  if (flow === 'USER_SRP_AUTH') {
    return refuse('InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.')
  }
  return refuse('InvalidParameterException', `${flow} flow not enabled for this client`)
}
