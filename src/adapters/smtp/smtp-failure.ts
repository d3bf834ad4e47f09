import type { SendResult } from '../../ports/message-sender.ts'

/** RFC 4954: we are not known, or not yet; every other mail would hear the same. */
const aboutUs = new Set([421, 530, 534, 535, 538])
/** Of the library: what says something about one mail, and not about the connection. */
const aboutTheMail = new Set(['EENVELOPE', 'EMESSAGE'])

/**
 * What a failed sending means for the next try. Of the server's answer only its numbers are kept: its words repeat
 * addresses, and may repeat the mail.
 */
export function smtpFailure(error: unknown): SendResult {
  const { code, command, responseCode, response } = fieldsOf(error)
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]
  const answer = responseCode === undefined ? code : ['SMTP', responseCode, enhanced].filter(Boolean).join(' ')
  const reason = command === '' ? answer : `${answer} at ${command}`
  if (!aboutTheMail.has(code) || (responseCode !== undefined && aboutUs.has(responseCode))) {
    return { kind: 'unreachable', reason }
  }
  return { kind: 'failed', reason, permanent: responseCode === undefined || responseCode >= 500 }
}

function fieldsOf(error: unknown) {
  const fields: Readonly<Record<string, unknown>> = error instanceof Error ? { ...error } : {}
  const text = (name: string): string => {
    const value = fields[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    code: text('code') || 'an unknown fault',
    // `AUTH PLAIN` and the like: a command of the protocol, never its argument.
    command: /^[A-Z]+( (FROM|TO|[A-Z0-9-]+))?$/.exec(text('command'))?.[0] ?? '',
    responseCode: typeof fields.responseCode === 'number' ? fields.responseCode : undefined,
    response: text('response'),
  }
}
