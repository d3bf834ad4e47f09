import type { Sms } from '../../domain/messages/message.ts'
import type { SendResult, SmsSender } from '../../ports/message-sender.ts'
import type { Json, SmsProvider } from './sms-provider.ts'

const limitMilliseconds = 30_000

/** Sends each SMS by one request, as the provider's file describes it. Redirects are not followed: they would take the keys along. */
export function createHttpSmsSender({ url, headers, body }: SmsProvider): SmsSender {
  return {
    async sendSms(sms) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': contentTypes[body.kind], ...headers },
          body: body.kind === 'json' ? JSON.stringify(filled(body.template, sms)) : formBody(body.template, sms),
          redirect: 'error',
          signal: AbortSignal.timeout(limitMilliseconds),
        })
        await response.body?.cancel()
        return resultOf(response.status)
      } catch (error) {
        const isLate = error instanceof Error && error.name === 'TimeoutError'
        return { kind: 'unreachable', reason: isLate ? 'no answer in time' : 'no connection to the SMS provider' }
      }
    },
  }
}

const contentTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const

/** Keys that are refused, limits and faults are the provider's or ours; what else it refuses is this SMS. */
function resultOf(status: number): SendResult {
  if (status >= 200 && status < 300) return { kind: 'sent' }
  const reason = `the SMS provider answered ${status}`
  if (status >= 500 || [401, 402, 403, 404, 407, 408, 429].includes(status)) return { kind: 'unreachable', reason }
  return { kind: 'failed', reason, permanent: true }
}

function filled(template: Json, sms: Sms): Json {
  if (typeof template === 'string') return filledText(template, sms)
  if (typeof template !== 'object' || template === null) return template
  if (isList(template)) return template.map((item) => filled(item, sms))
  return Object.fromEntries(Object.entries(template).map(([name, item]) => [name, filled(item, sms)]))
}

function formBody(template: Readonly<Record<string, string>>, sms: Sms): string {
  const fields = Object.entries(template).map(([name, text]): [string, string] => [name, filledText(text, sms)])
  return new URLSearchParams(fields).toString()
}

/** In one pass, so that no value is searched for placeholders. */
function filledText(text: string, { to, text: message, id }: Sms): string {
  return text.replaceAll(/\{(to|text|id)\}/g, (_, name: string) => {
    if (name === 'to') return to
    return name === 'id' ? id : message
  })
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
