import type { FunctionRunner } from '../../ports/functions.ts'
import type { SignatureResources } from '../authorizers/iam/verify-arrival.ts'
import type { WebSocketAuthorizer } from '../definition/websocket-api.ts'
import { askAuthorizer } from './ask-authorizer.ts'
import { authorizeSigner } from './authorize-signer.ts'
import type { AuthorizerQuestion, AuthorizerVerdict } from './authorizer-question.ts'

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
