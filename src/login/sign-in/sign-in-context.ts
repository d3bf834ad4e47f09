import type { SignInContext } from '../../flows/sign-in/sign-in-step.ts'
import type { PageRequest } from '../drawing/page.ts'

export function signInContext({ request, client }: PageRequest): SignInContext {
  return { pool: request.domain.pool, client, request: request.facts }
}
