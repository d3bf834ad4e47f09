import { findRecognisedSession } from '../../flows/authorization/find-reusable-session.ts'
import { readLoginCookie } from '../../flows/sessions/login-cookie.ts'
import { canStepUp, type SessionStepUp } from '../../flows/sign-in/starts/step-up-session.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PageRequest } from '../drawing/page.ts'

/** The browser's session, where the client wants to be surer than it is and one more factor would do. */
export async function findStepUp(page: PageRequest, ports: Ports): Promise<SessionStepUp | undefined> {
  const { request, client, authorization } = page
  const { pool } = request.domain
  if (authorization.acrValues.length === 0) return undefined
  const asked = { pool, client, request: authorization }
  const found = await findRecognisedSession(ports, asked, readLoginCookie(request.headers))
  const stepUp = found && { found, acrValues: authorization.acrValues.join(' ') }
  return stepUp !== undefined && canStepUp({ pool }, stepUp) ? stepUp : undefined
}
