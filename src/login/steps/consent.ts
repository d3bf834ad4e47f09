import { isSelfRegistered } from '../../domain/authorization/consent-policy.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import { completeAuthorization } from '../../flows/authorization/complete-authorization.ts'
import { consentCookieRemoval, readConsentProof } from '../../flows/authorization/consent-proof.ts'
import { errorLocation } from '../../flows/authorization/redirect-location.ts'
import { readLoginCookie } from '../../flows/sessions/login-cookie.ts'
import { findLoginSession, type ValidLoginSession } from '../../flows/sessions/login-session.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Html } from '../view/html.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'
import { consentPage } from '../pages/consent-page.ts'
import { scopeTexts } from '../view/scope-texts.ts'

/** Asks somebody who has just been recognised for a request what its client may have of theirs. */
export const consent: Page = {
  path: '/consent',
  show: async (page, ports) => {
    const asked = await findAsked(page, ports)
    return asked === undefined ? anew : { kind: 'page', html: drawn(page, ports, asked) }
  },
  submit: async (page, ports) => {
    const asked = await findAsked(page, ports)
    if (asked === undefined) return anew
    const { authorization, form } = page
    const cookies = [consentCookieRemoval(page.request.domain)]
    const answer = form.get('answer')
    if (answer === 'deny')
      return { kind: 'leave', location: errorLocation(authorization, 'access_denied', 'Access denied'), cookies }
    // What somebody saw is what they agree to, whatever the client may ask for by now.
    const isSame = form.get('scopes') === authorization.scopes.join(' ')
    if (answer !== 'allow' || !isSame) return { kind: 'page', status: 422, html: drawn(page, ports, asked) }
    return allow(page, ports, asked)
  },
}

interface Asked {
  readonly found: ValidLoginSession
  readonly nonce: string | undefined
}

/** Whoever comes otherwise than by a sign-in for this request, or too late, begins with the request. */
const anew: PageAnswer = { kind: 'go', path: '/oauth2/authorize' }

async function findAsked({ request }: PageRequest, ports: Ports): Promise<Asked | undefined> {
  const { domain, headers, query } = request
  const found = await findLoginSession(ports, domain.pool, readLoginCookie(headers))
  const proof = found && readConsentProof(ports, domain, { headers, query, idHash: found.session.idHash })
  return proof && { found, nonce: proof.nonce }
}

async function allow(page: PageRequest, ports: Ports, { found, nonce }: Asked): Promise<PageAnswer> {
  const { domain, facts, query } = page.request
  const completed = await completeAuthorization(ports, {
    domain,
    client: page.client,
    request: { ...page.authorization, nonce },
    source: { kind: 'login-session', found, request: facts },
    query,
    isConsented: true,
  })
  if (completed.kind === 'refused') return anew
  return { kind: 'leave', location: completed.location, cookies: [consentCookieRemoval(domain), ...completed.cookies] }
}

async function drawn(page: PageRequest, ports: Ports, { found }: Asked): Promise<Html> {
  const { client, authorization, view } = page
  const { pool } = page.request.domain
  const { scopes, redirectUri } = authorization
  const { username, attributes } = found.user
  return consentPage(view, {
    username: attributes.email ?? username,
    permissions: await scopeTexts(ports, { pool, messages: view.messages, scopes }),
    scopes,
    host: hostOf(redirectUri),
    isUnchecked: isSelfRegistered(client),
    isRevocable: extraOf(pool, 'account-centre') !== 'off',
    problems: [],
  })
}

/** An application of the device has a scheme of its own, and no host that says anything. */
function hostOf(redirectUri: string): string {
  const { host, protocol } = new URL(redirectUri)
  return protocol === 'https:' || protocol === 'http:' ? host : protocol
}
