import { errorPageLocation, type PageError } from '../flows/authorization/page-errors.ts'
import type { RedirectError } from '../flows/authorization/read-authorization-request.ts'
import { errorLocation } from '../flows/authorization/redirect-location.ts'
import { completeFederatedSignIn } from '../flows/federation/complete-federated-sign-in.ts'
import { readProviderAnswer, type BrowserReturn, type ReadAnswer } from '../flows/federation/read-provider-answer.ts'
import { readLoginCookie } from '../flows/sessions/login-cookie.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'

/** Ends the sign-in that a browser came back from: at the client, whatever became of it, or at a page of the domain. */
export async function concludeReturn(
  request: DomainRequest,
  ports: Ports,
  returned: Pick<BrowserReturn, 'path' | 'state' | 'parameters'>,
): Promise<HttpResponse> {
  const { domain, headers } = request
  return concludeAnswer(request, ports, await readProviderAnswer(ports, { domain, headers, ...returned }))
}

/** The same for an answer that was read, whoever asked for it. */
export async function concludeAnswer(
  request: DomainRequest,
  ports: Ports,
  read: ReadAnswer | PageError | RedirectError,
): Promise<HttpResponse> {
  const { domain, headers, facts } = request
  // What the provider sent along is nobody else's: it is not carried on.
  if (read.kind === 'page-error') return redirect(request, errorPageLocation(domain.baseUrl, read, ''))
  if (read.kind === 'redirect-error') return redirect(request, read.location)
  const { outcome, client, provider } = read
  if (outcome.kind === 'failed')
    return redirect(request, errorLocation(read.request, 'invalid_request', outcome.description))
  const completed = await completeFederatedSignIn(ports, {
    domain,
    client,
    request: read.request,
    query: read.query,
    facts,
    provider,
    identity: outcome,
    replacedCookie: readLoginCookie(headers),
  })
  if (completed.kind === 'redirect') return redirect(request, completed.location, completed.cookies)
  return redirect(request, errorLocation(read.request, 'invalid_request', completed.description))
}

export function redirect({ method }: DomainRequest, location: string, cookies: readonly string[] = []): HttpResponse {
  const status = method === 'POST' ? 303 : 302
  return { status, headers: { location, ...(cookies.length > 0 && { 'set-cookie': cookies }) }, body: '' }
}
