import { createHmac } from 'node:crypto'
import { canonicalKey } from '../../domain/users/user-alias.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import type { SignInStep } from '../../flows/sign-in/sign-in-step.ts'
import { parseCookies, serializeCookie } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import type { Ports } from '../../ports/ports.ts'
import { pageMethods, type PageMethod } from '../view/page-methods.ts'
import type { PageRequest } from '../drawing/page.ts'

const cookieName = 'last-method'
const lifeSeconds = 400 * 86_400

type Needs = Pick<Ports, 'sealing'>

/** What this person began with here last time. Whoever else uses the browser is not asked for the same. */
export function readLastMethod(ports: Needs, page: PageRequest, username: string): PageMethod | undefined {
  const text = parseCookies(findHeader(page.request.headers, 'cookie')).get(cookieName) ?? ''
  return pageMethods.find((method) => text === valueOf(ports, page, { username, method }))
}

/** The cookie that remembers a method, once something was proven by it. */
export function rememberMethod(
  ports: Needs,
  page: PageRequest,
  step: SignInStep,
  used: { readonly username: string; readonly method: PageMethod },
): readonly string[] {
  if (step.kind === 'refused' || (step.kind === 'challenge' && step.available !== undefined)) return []
  const path = cookiePath(page.request.domain)
  return [serializeCookie({ name: cookieName, value: valueOf(ports, page, used), maxAgeSeconds: lifeSeconds, path })]
}

/** The name is there as a mark only: nobody reads in the browser who signed in. */
function valueOf(
  ports: Needs,
  { request }: PageRequest,
  { username, method }: { readonly username: string; readonly method: PageMethod },
): string {
  const { pool } = request.domain
  const mark = createHmac('sha256', ports.sealing.keyFor(cookieName))
    .update(JSON.stringify([pool.id, canonicalKey(pool, username)]))
    .digest('base64url')
  return `${method}.${mark.slice(0, 22)}`
}
