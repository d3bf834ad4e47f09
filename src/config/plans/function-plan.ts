import type { FunctionSettings } from '../settings/function-settings.ts'
import { isSafeEndpoint } from './safe-endpoint.ts'

export interface LambdaPlan {
  readonly endpoint: string
}

/** Where functions run that no template has. */
export interface FunctionPlan {
  readonly lambda: LambdaPlan | undefined
  readonly webhookFile: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** What settings and environment together say about functions, and what is wrong with it, in terms of what was typed. */
export function planFunctions(
  { lambdaEndpoint, functionWebhooks: webhookFile }: FunctionSettings,
  environment: Environment,
): { readonly plan: FunctionPlan; readonly problems: readonly string[] } {
  const endpoint = lambdaEndpoint ?? (environment.AWS_ENDPOINT_URL_LAMBDA || undefined)
  if (endpoint === undefined) return { plan: { lambda: undefined, webhookFile }, problems: [] }
  const typed = lambdaEndpoint === undefined ? 'AWS_ENDPOINT_URL_LAMBDA' : '--lambda-endpoint'
  if (isSafeEndpoint(endpoint)) return { plan: { lambda: { endpoint }, webhookFile }, problems: [] }
  return { plan: { lambda: undefined, webhookFile }, problems: [`${typed} must be an https:// URL.`] }
}
