import type { AppClient } from '../../domain/app-client.ts'
import { extraOf } from '../../domain/extras.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { findParameter, type AuthorizationDraft, type AuthorizationStep } from './authorization-draft.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { findAskedProvider } from './find-asked-provider.ts'
import { grantScopes } from './grant-scopes.ts'
import { identifyClient } from './identify-client.ts'
import type { PageError } from './page-errors.ts'
import { readPrompts } from './read-prompts.ts'
import { readStepUp } from './read-step-up.ts'
import { errorLocation, type ResponseTarget } from './redirect-location.ts'
import { responseTarget } from './response-target.ts'
import { checkClientFlow } from './steps/check-client-flow.ts'
import { checkIdentityProvider } from './steps/check-identity-provider.ts'
import { checkMaxAge } from './steps/check-max-age.ts'
import { checkOpenIdParameters } from './steps/check-openid-parameters.ts'
import { checkPkce } from './steps/check-pkce.ts'
import { checkPrompt } from './steps/check-prompt.ts'
import { checkResource } from './steps/check-resource.ts'
import { checkResponseMode } from './steps/check-response-mode.ts'
import { checkResponseType } from './steps/check-response-type.ts'
import { refuseRepeatedParameters } from './steps/refuse-repeated-parameters.ts'

export interface ValidAuthorization {
  readonly kind: 'valid'
  readonly client: AppClient
  readonly request: AuthorizationRequest
}

/** The client hears of it: the browser goes there. */
export interface RedirectError {
  readonly kind: 'redirect-error'
  readonly location: string
}

/** The rules after client and redirect URI are known, in the order in which they are told. */
const steps: readonly AuthorizationStep[] = [
  refuseRepeatedParameters,
  checkOpenIdParameters,
  checkResponseType,
  checkResponseMode,
  checkClientFlow,
  checkIdentityProvider,
  checkPkce,
  checkPrompt,
  checkMaxAge,
  checkResource,
]

/** Reads the query that `/oauth2/authorize`, `/login` and the other pages share (cognito-web contract, section 2.1). */
export async function readAuthorizationRequest(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  domain: PoolDomain,
  query: string,
): Promise<ValidAuthorization | PageError | RedirectError> {
  const identified = await identifyClient(ports, domain, query)
  if (identified.kind === 'page-error') return identified
  const draft = { ...identified, asked: await findAskedProvider(ports, identified) }
  const target = responseTarget(ports, draft)
  for (const step of steps) {
    const problem = step(draft)
    if (problem?.kind === 'page-error') return problem
    if (problem) return { kind: 'redirect-error', location: errorLocation(target, problem.error, problem.description) }
  }
  const granted = await grantScopes(ports, draft)
  if (granted.kind === 'granted')
    return { kind: 'valid', client: draft.client, request: { ...requestOf(draft, granted.scopes), ...target } }
  return { kind: 'redirect-error', location: errorLocation(target, granted.error, granted.description) }
}

function requestOf(
  draft: AuthorizationDraft,
  scopes: readonly string[],
): Omit<AuthorizationRequest, keyof ResponseTarget> {
  return {
    responseType: findParameter(draft, 'response_type') === 'token' ? 'token' : 'code',
    clientId: draft.client.id,
    scopes,
    codeChallenge: findParameter(draft, 'code_challenge'),
    nonce: findParameter(draft, 'nonce'),
    resource: findParameter(draft, 'resource'),
    identityProvider: draft.asked?.name,
    prompts: readPrompts(draft),
    ...readStepUp(draft),
    idTokenHint: readIdTokenHint(draft),
    lang: findParameter(draft, 'lang'),
    loginHint: findParameter(draft, 'login_hint'),
  }
}

/** Cognito: it does not know `id_token_hint`. */
function readIdTokenHint(draft: AuthorizationDraft): string | undefined {
  const isKnown = extraOf(draft.domain.pool, 'openid-request', draft.client)
  return isKnown ? findParameter(draft, 'id_token_hint') : undefined
}
