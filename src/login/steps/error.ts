import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { findPageError, type PageErrorCode } from '../../flows/authorization/page-errors.ts'
import { pendingSeconds } from '../../flows/federation/pending-sign-in.ts'
import type { DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { parseQuery } from '../../http/query.ts'
import type { ErrorText } from '../../messages/en.ts'
import { findNamedClient } from '../sign-in/find-named-client.ts'
import { messagePage, type MessagePage } from '../pages/message-page.ts'
import { standalonePage } from '../drawing/standalone-page.ts'
import type { View } from '../view/view.ts'

/** What people read: the text in the query is never shown, only what we know by its code. */
const texts: Readonly<Record<PageErrorCode, ErrorText>> = {
  query_malformed: 'badRequest',
  client_id_missing: 'badRequest',
  client_unknown: 'badClient',
  redirect_uri_missing: 'badRequest',
  redirect_mismatch: 'badRedirect',
  logout_uri_mismatch: 'badRedirect',
  logout_hint_invalid: 'badRequest',
  parameter_repeated: 'badRequest',
  request_uri_invalid: 'badRequest',
  login_option_unavailable: 'unsupported',
  state_invalid: 'returnUnknown',
  relay_state_invalid: 'providerStart',
  saml_request_invalid: 'providerAnswer',
  too_many_sign_ins: 'tooManyAttempts',
}

export const errorRoute: DomainRoute = {
  method: 'GET',
  path: '/error',
  isOpenToScripts: false,
  handle: async (request, ports) => {
    const query = parseQuery(request.query)
    const values = query.ok ? query.values : new Map<string, string>()
    const found = findPageError(values.get('error'))
    const client = await findNamedClient(request, ports)
    const hasToWait = found?.code === 'too_many_sign_ins'
    const page = await standalonePage(request, ports, {
      client,
      status: hasToWait ? 429 : 400,
      draw: (view) =>
        messagePage(view, {
          title: view.messages.errorPageTitle,
          text: view.messages.errors[found ? texts[found.code] : 'unknown'],
          ...(found && request.isDevelopment ? { detail: found.text } : {}),
          ...wayBack(view, client),
          requestId: request.facts.requestId,
        }),
    })
    return hasToWait ? { ...page, headers: { ...page.headers, 'retry-after': `${pendingSeconds}` } } : page
  },
}

/** The client's own site, by the address that it has registered as its default: nothing in the query leads anywhere. */
function wayBack({ messages }: View, client: AppClient | undefined): Pick<MessagePage, 'wayBack'> {
  const registered = client?.configuration.DefaultRedirectURI ?? client?.configuration.CallbackURLs?.[0]
  const url = registered === undefined ? null : URL.parse(registered)
  if (client === undefined || url === null || !/^https?:$/.test(url.protocol)) return {}
  return { wayBack: { href: url.origin, label: messages.backToApp(client.name) } }
}
