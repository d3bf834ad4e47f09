import type { HttpResponse } from './message.ts'

/** Whoever reads it later than that asks again; as long as the contact is set, it is right. */
const goodForDays = 30

/** `/.well-known/security.txt` of one origin (RFC 9116): whom to tell of a weakness. Nothing where nobody is named. */
export function securityText(origin: string, contact: string | undefined, now: Date): HttpResponse {
  if (contact === undefined) return { status: 404, headers: {}, body: '' }
  const expires = new Date(now.getTime() + goodForDays * 86_400_000).toISOString()
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `Contact: ${contact}\nExpires: ${expires}\nCanonical: ${origin}/.well-known/security.txt\n`,
  }
}
