import type { AuthFlowType, ExplicitAuthFlowsType } from '../../contract/shapes.gen.ts'
import type { AppClient } from '../app-clients/app-client.ts'

/** The flows of AuthFlowType without the two that are older names of others. */
export type SignInFlow = Exclude<AuthFlowType, 'ADMIN_NO_SRP_AUTH' | 'REFRESH_TOKEN'>

/** Cognito: ADMIN_NO_SRP_AUTH and REFRESH_TOKEN are the older names of two flows. */
export function signInFlow(flow: AuthFlowType): SignInFlow {
  if (flow === 'ADMIN_NO_SRP_AUTH') return 'ADMIN_USER_PASSWORD_AUTH'
  return flow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : flow
}

const permissions: Readonly<Record<SignInFlow, ExplicitAuthFlowsType>> = {
  USER_SRP_AUTH: 'ALLOW_USER_SRP_AUTH',
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
  ADMIN_USER_PASSWORD_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  REFRESH_TOKEN_AUTH: 'ALLOW_REFRESH_TOKEN_AUTH',
  CUSTOM_AUTH: 'ALLOW_CUSTOM_AUTH',
  USER_AUTH: 'ALLOW_USER_AUTH',
}

const legacyPermissions: Partial<Readonly<Record<SignInFlow, ExplicitAuthFlowsType>>> = {
  USER_PASSWORD_AUTH: 'USER_PASSWORD_AUTH',
  ADMIN_USER_PASSWORD_AUTH: 'ADMIN_NO_SRP_AUTH',
}

/** What a client without ExplicitAuthFlows allows, and one with values of the older spelling besides them. */
const defaultFlows: readonly SignInFlow[] = ['USER_SRP_AUTH', 'CUSTOM_AUTH', 'REFRESH_TOKEN_AUTH']

/** Whether the client may start this flow (cognito-api contract, section 2, "Flow gates"). */
export function isFlowAllowed(client: AppClient, flow: SignInFlow): boolean {
  const explicit = client.configuration.ExplicitAuthFlows ?? []
  if (explicit.includes(permissions[flow])) return true
  if (explicit.some((value) => value.startsWith('ALLOW_'))) return false
  const legacy = legacyPermissions[flow]
  if (legacy !== undefined) return explicit.includes(legacy)
  const isCustomOnly = explicit.includes('CUSTOM_AUTH_FLOW_ONLY')
  return defaultFlows.includes(flow) && !(isCustomOnly && flow === 'USER_SRP_AUTH')
}

const flowsWithSrp: readonly SignInFlow[] = ['USER_SRP_AUTH', 'USER_AUTH', 'CUSTOM_AUTH']

/** Whether users of this client prove their password by SRP in some flow, so that the pool must keep verifiers. */
export function needsSrpVerifiers(client: AppClient): boolean {
  return flowsWithSrp.some((flow) => isFlowAllowed(client, flow))
}
