import type { DomainRoute } from '../../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../../http/message.ts'
import { english } from '../../messages/languages.ts'
import { lookUpLanguage } from '../../messages/negotiation.ts'
import { isOwnForm } from '../request/csrf.ts'
import { findNamedClient } from '../sign-in/find-named-client.ts'
import { ownMessages } from '../view/own-messages.ts'
import { readForm } from '../request/page-routes.ts'
import { passwordAdvice } from '../entries/password-advice.ts'

/** So long the script's question is worth an answer: the first one waits for words to be loaded. */
const patienceMilliseconds = 15_000

/** What a new password is like, for the script of a page that asks for one. Nothing of it is kept. */
export const passwordStrengthRoute: DomainRoute = {
  method: 'POST',
  path: '/passwordStrength',
  isOpenToScripts: false,
  handle: async (request, ports) => {
    const form = readForm(request)
    if (!isOwnForm(request, form)) return nothing(403)
    const language = lookUpLanguage(form.get('language') ?? '') ?? english
    const client = await findNamedClient(request, ports)
    const advice = await passwordAdvice(ports, {
      messages: await ownMessages(ports, request.domain.pool, client, language),
      password: form.get('password') ?? '',
      beside: form.get('beside') ?? '',
      from: request.facts.sourceIp,
      withinMilliseconds: patienceMilliseconds,
    })
    if (advice === undefined) return nothing(204)
    const { score, text } = advice
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ score, text }) }
  },
}

function nothing(status: 204 | 403): HttpResponse {
  return { status, headers: {}, body: '' }
}
