import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import {
  findParameter,
  type AuthorizationDraft,
  type AuthorizationFault,
  type AuthorizationStep,
} from './authorization-draft.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { findAskedProvider } from './find-asked-provider.ts'
import { grantScopes } from './grant-scopes.ts'
import { identifyClient } from './identify-client.ts'
import type { PageError } from './page-errors.ts'
import { resolvePushedRequest, type PushedRequest } from './pushed-request.ts'
import { readPrompts } from './read-prompts.ts'
import { readStepUp } from './read-step-up.ts'
import { errorLocation, type AuthorizationErrorCode, type ResponseTarget } from './redirect-location.ts'
import { responseTarget } from './response-target.ts'
import { checkClientFlow } from './steps/check-client-flow.ts'
import { checkIdentityProvider } from './steps/check-identity-provider.ts'
import { checkMaxAge } from './steps/check-max-age.ts'
import { checkOpenIdParameters } from './steps/check-openid-parameters.ts'
import { checkPkce } from './steps/check-pkce.ts'
import { checkPrompt } from './steps/check-prompt.ts'
import { checkPushed } from './steps/check-pushed.ts'
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
  readonly error: AuthorizationErrorCode
  readonly description: string
}

type ReadPorts = Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>

/** The parameters of a request, and whether they came through the browser, ahead of it, or are just being sent ahead. */
export interface AuthorizationParameters {
  readonly query: string
  readonly pushed: PushedRequest | 'now' | undefined
}

/** The rules after client and redirect URI are known, in the order in which they are told. */
const steps: readonly AuthorizationStep[] = [
  refuseRepeatedParameters,
  checkPushed,
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
  ports: ReadPorts,
  domain: PoolDomain,
  query: string,
): Promise<ValidAuthorization | PageError | RedirectError> {
  const resolved = resolvePushedRequest(ports, domain, query)
  return resolved.kind === 'page-error' ? resolved : readAuthorizationParameters(ports, domain, resolved)
}

/** Reads the parameters themselves. */
export async function readAuthorizationParameters(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  domain: PoolDomain,
  { query, pushed }: AuthorizationParameters,
): Promise<ValidAuthorization | PageError | RedirectError> {
  const identified = await identifyClient(ports, domain, query)
  if (identified.kind === 'page-error') return identified
  const asked = await findAskedProvider(ports, identified)
  const draft = { ...identified, asked, isPushed: pushed !== undefined }
  const target = responseTarget(ports, draft)
  for (const step of steps) {
    const problem = step(draft)
    if (problem?.kind === 'page-error') return problem
    if (problem) return redirectError(target, problem)
  }
  const granted = await grantScopes(ports, draft)
  if (granted.kind === 'fault') return redirectError(target, granted)
  const own = { ...requestOf(draft, granted.scopes), pushed: pushed === 'now' ? undefined : pushed }
  return { kind: 'valid', client: draft.client, request: { ...own, ...target } }
}

function redirectError(target: ResponseTarget, { error, description }: AuthorizationFault): RedirectError {
  return { kind: 'redirect-error', location: errorLocation(target, error, description), error, description }
}

function requestOf(
  draft: AuthorizationDraft,
  scopes: readonly string[],
): Omit<AuthorizationRequest, keyof ResponseTarget | 'pushed'> {
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
