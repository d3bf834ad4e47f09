import { createHash } from 'node:crypto'
import { serializeCookie, serializeRemoval } from '../../http/cookies.ts'
import { loginSeconds } from './login-transaction.ts'

const SESSION = '__Host-sallyport-session'
const LOGIN = '__Host-sallyport-login-'
const MOST_LOGINS = 5

type Cookies = ReadonlyMap<string, string>

/** The session's id; undefined for anything that is no id of ours. */
export function readSessionCookie(cookies: Cookies): string | undefined {
  const value = cookies.get(SESSION)
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined
}

/** Ends with the browser, or when the server says so. */
export function sessionCookie(id: string): string {
  return serializeCookie({ name: SESSION, value: id })
}

export function sessionCookieRemoval(): string {
  return serializeRemoval({ name: SESSION })
}

/** One cookie for each sign-in under way, so that two tabs do not undo each other. */
export function readLoginCookie(cookies: Cookies, state: string): string | undefined {
  return cookies.get(loginCookieName(state))
}

export function loginCookie(state: string, sealed: string): string {
  return serializeCookie({ name: loginCookieName(state), value: sealed, maxAgeSeconds: loginSeconds })
}

export function loginCookieRemoval(state: string): string {
  return serializeRemoval({ name: loginCookieName(state) })
}

/** Any page can send a browser to the sign-in over and over; the cookies of that must not fill the request's head. */
export function surplusLoginRemovals(cookies: Cookies): readonly string[] {
  const names = [...cookies.keys()].filter((name) => name.startsWith(LOGIN))
  return names.slice(0, Math.max(0, names.length - MOST_LOGINS + 1)).map((name) => serializeRemoval({ name }))
}

function loginCookieName(state: string): string {
  return LOGIN + createHash('sha256').update(state).digest('hex').slice(0, 16)
}
