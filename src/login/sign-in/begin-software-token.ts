import { associateInSignIn } from '../../flows/sign-in/software-token-set-up.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PageAnswer, PageRequest } from '../drawing/page.ts'
import { backToStart, type WaitingChallenge } from './waiting-challenge.ts'

/** Takes a secret for the authenticator app; it waits in the browser, sealed, until its first code comes. */
export async function beginSoftwareToken(
  page: PageRequest,
  ports: Ports,
  waiting: WaitingChallenge,
): Promise<PageAnswer> {
  const { session } = waiting
  const outcome = await associateInSignIn(ports, { session, request: page.request.facts })
  if (outcome.kind === 'refused') return backToStart(page)
  return { kind: 'go', path: '/mfaSetupApp', state: { ...waiting, session: outcome.session, secret: outcome.secret } }
}
