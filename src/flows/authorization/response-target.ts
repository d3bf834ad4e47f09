import { extraOf } from '../../domain/extras/extras.ts'
import type { Ports } from '../../ports/ports.ts'
import { issuerOf } from '../user-pools/issuer-of.ts'
import { findParameter, type AuthorizationDraft } from './authorization-draft.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { ResponseTarget } from './redirect-location.ts'

/** Where a request wants its answer, as far as it can be read: errors go there too. */
export function responseTarget(ports: Pick<Ports, 'addresses'>, draft: AuthorizationDraft): ResponseTarget {
  const { client, redirectUri, domain } = draft
  const mode = readResponseMode(draft)
  return {
    redirectUri,
    state: findParameter(draft, 'state'),
    responseMode: mode === 'unsupported' ? undefined : mode,
    issuer: extraOf(domain.pool, 'issuer-parameter', client) ? issuerOf(ports, domain.pool) : undefined,
  }
}

/** Cognito: it does not know `response_mode`. */
export function readResponseMode(draft: AuthorizationDraft): AuthorizationRequest['responseMode'] | 'unsupported' {
  if (!extraOf(draft.domain.pool, 'openid-request', draft.client)) return undefined
  const mode = findParameter(draft, 'response_mode')
  // RFC 6749 section 4.2.2.1: errors of the implicit grant too.
  if (mode === undefined) return findParameter(draft, 'response_type') === 'token' ? 'fragment' : undefined
  return mode === 'query' || mode === 'fragment' ? mode : 'unsupported'
}
