import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { Parameters } from '../../http/url-encoded.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import type { PageError } from './page-errors.ts'
import type { AuthorizationErrorCode } from './redirect-location.ts'

/** A request whose client is known and whose redirect URI is that client's: errors may go there from now on. */
export interface AuthorizationDraft {
  readonly domain: PoolDomain
  readonly client: AppClient
  readonly redirectUri: string
  /** Whether that is a page of ours, which takes no code: what protects codes is not asked for. */
  readonly isOurs: boolean
  readonly parameters: Parameters
  /** Whether the client itself sent it, ahead of the browser (RFC 9126). */
  readonly isPushed?: boolean
  /** The provider that is asked for, by name or by identifier; `name` is undefined for an identifier of none. */
  readonly asked?: { readonly name: string | undefined } | undefined
}

export interface AuthorizationFault {
  readonly kind: 'fault'
  readonly error: AuthorizationErrorCode
  readonly description: string
}

/** One rule about a request: undefined where it is kept. */
export type AuthorizationStep = (draft: AuthorizationDraft) => AuthorizationFault | PageError | undefined

export function fault(error: AuthorizationErrorCode, description: string): AuthorizationFault {
  return { kind: 'fault', error, description }
}

/** The first value of a parameter; one without a value counts as absent (RFC 6749 section 3.1). */
export function findParameter(
  { parameters }: Pick<AuthorizationDraft, 'parameters'>,
  name: string,
): string | undefined {
  return parameters.values.get(name) || undefined
}
