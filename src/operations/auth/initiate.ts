import type { Refuse } from '../../contract/refusal.ts'
import type { AuthFlowType, InitiateAuthResponse } from '../../contract/shapes.gen.ts'
import { checkSecretHash } from '../../flows/app-clients/check-secret-hash.ts'
import type { SignInContext } from '../../flows/sign-in/sign-in-step.ts'
import { requireAllowedFlow, type Face } from './auth-flow-gate.ts'
import { authResponse, type AuthPorts } from './auth-response.ts'
import { flowStarts } from './flow-starts.ts'
import { refresh } from './refresh.ts'
import { signInRefusal, type SignInException } from './sign-in-refusal.ts'

export interface Initiation {
  readonly face: Face
  readonly context: SignInContext
  readonly flow: AuthFlowType
  readonly parameters: Readonly<Record<string, string>>
  readonly session: string | undefined
}

/** Begins a sign-in or goes on with a session, in Cognito's order of refusals (cognito-api contract, section 2). */
export async function initiate(
  ports: AuthPorts,
  refuse: Refuse<SignInException | 'UnsupportedOperationException'>,
  { face, context, flow: asked, parameters, session }: Initiation,
): Promise<InitiateAuthResponse> {
  const { client } = context
  const flow = requireAllowedFlow(refuse, client, { face, asked })
  if (flow === 'REFRESH_TOKEN_AUTH') return refresh(ports, refuse, { context, parameters })
  const start = flowStarts[flow]
  const missing = start.required.find((name) => !parameters[name])
  if (missing !== undefined) throw refuse('InvalidParameterException', `Missing required parameter ${missing}`)
  const { USERNAME: username = '', SECRET_HASH: secretHash } = parameters
  checkSecretHash(refuse, client, { username, secretHash, use: 'sign-in' })
  const step = await start.begin(ports, context, parameters, session)
  return authResponse(ports, step, (refusal) => signInRefusal(refuse, refusal))
}
