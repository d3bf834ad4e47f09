import type { IncomingMessage } from 'node:http'
import type { FunctionRunner } from '../../ports/functions.ts'
import type { SignatureResources } from '../authorizers/iam/verify-arrival.ts'
import type { Principal } from '../authorizers/principal.ts'
import type { WebSocketApiDefinition, WebSocketAuthorizer } from '../definition/websocket-api.ts'
import { askAuthorizer } from './ask-authorizer.ts'
import { authorizeSigner } from './authorize-signer.ts'
import type { RefusedEvent } from './route-end.ts'
import type { Handshake, RouteEvent } from './route-event.ts'

export type AuthorizerVerdict = { readonly kind: 'allowed'; readonly principal: Principal } | RefusedEvent

export interface AuthorizerQuestion {
  readonly api: WebSocketApiDefinition
  readonly event: RouteEvent
  readonly handshake: Handshake
  /** As it arrived: what was signed is signed as it was sent. */
  readonly message: IncomingMessage
}

export interface AuthorizerResources extends SignatureResources {
  readonly functions: FunctionRunner
}

/** Who connects, by the authorizer of `$connect`. */
export function authorizeConnection(
  authorizer: WebSocketAuthorizer,
  question: AuthorizerQuestion,
  resources: AuthorizerResources,
): Promise<AuthorizerVerdict> {
  switch (authorizer.kind) {
    case 'iam':
      return authorizeSigner(question, resources)
    case 'lambda':
      return askAuthorizer(authorizer, question, resources.functions)
  }
}
