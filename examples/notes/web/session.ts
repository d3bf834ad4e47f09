import { createNotesApi } from './notes-api.ts'
import type { NotesApi } from './notes-api.ts'

/** What the gateway's session integration tells a page: who is signed in, never a token. */
export interface Session {
  readonly csrfToken: string
  readonly user: { readonly username: string; readonly email?: string }
}

export const signInUrl = `/auth/login?returnTo=${encodeURIComponent('/')}`

export async function findSession(): Promise<Session | undefined> {
  const response = await fetch('/auth/session', { headers: { Accept: 'application/json' } })
  if (!response.ok) throw new Error('The server does not answer as it should. Try again.')
  return readSession(await response.json())
}

function readSession(answer: unknown): Session | undefined {
  const csrfToken = textIn(answer, 'csrfToken')
  if (csrfToken === undefined) return undefined
  const claims: unknown = isRecord(answer) ? answer.claims : undefined
  const email = textIn(claims, 'email')
  const username = textIn(claims, 'cognito:username') ?? email ?? ''
  return { csrfToken, user: { username, ...(email !== undefined && { email }) } }
}

function textIn(value: unknown, name: string): string | undefined {
  const found = isRecord(value) ? value[name] : undefined
  return typeof found === 'string' ? found : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The gateway adds the access token to what goes to `/api`; the page shows that the request is its own. */
export function createSessionApi({ csrfToken }: Session): NotesApi {
  const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken }
  return createNotesApi((path, init) => {
    const api = path === '/reading-time' ? '/api/reading' : '/api'
    return fetch(api + path, { ...init, headers })
  })
}

/** Ends the session at the gateway, then goes to end the one at the user pool. */
export async function signOut({ csrfToken }: Session): Promise<void> {
  const response = await fetch('/auth/logout', { method: 'POST', headers: { 'X-CSRF-Token': csrfToken } })
  if (!response.ok) throw new Error('Signing out did not work. Try again.')
  location.assign(textIn(await response.json(), 'logoutUrl') ?? '/')
}
