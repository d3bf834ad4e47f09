import type { OAuthFlowType } from '../../contract/shapes.gen.ts'
import type { AppClient } from '../app-clients/app-client.ts'

/** Whether the client may use the OAuth endpoints, and this flow of them. */
export function isOAuthFlowAllowed({ configuration }: AppClient, flow: OAuthFlowType): boolean {
  const { AllowedOAuthFlowsUserPoolClient: isForOAuth, AllowedOAuthFlows: flows } = configuration
  return isForOAuth === true && (flows?.includes(flow) ?? false)
}
