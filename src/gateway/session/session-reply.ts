import type { HeaderList } from '../../http/header-list.ts'
import type { Reply } from '../exchange/reply.ts'

/** Nothing of these answers may be stored, framed as another type, or told to other sites. */
const PRIVATE: HeaderList = [
  ['Cache-Control', 'no-store'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
]

export function sessionJson(status: number, body: object, cookies: readonly string[] = []): Reply {
  return {
    status,
    headers: [...PRIVATE, ['Content-Type', 'application/json'], ...setCookies(cookies)],
    body: JSON.stringify(body),
  }
}

/** 303: whatever the method was, the browser goes on with GET. */
export function sessionRedirect(location: string, cookies: readonly string[] = []): Reply {
  return { status: 303, headers: [...PRIVATE, ['Location', location], ...setCookies(cookies)], body: '' }
}

function setCookies(cookies: readonly string[]): HeaderList {
  return cookies.map((cookie) => ['Set-Cookie', cookie])
}
