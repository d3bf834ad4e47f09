import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import { serializeCookie } from '../../http/cookies.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'
import { csrfCookieName, csrfToken } from '../request/csrf.ts'
import type { Html } from '../view/html.ts'
import { languageCookies } from '../request/page-language.ts'
import { pageHeaders } from '../request/page-headers.ts'
import { pageView } from './page-view.ts'
import type { View } from '../view/view.ts'

/** A page outside any authorization request: a link out of a mail, an error. */
export async function standalonePage(
  request: DomainRequest,
  ports: Pick<Ports, 'pageTexts' | 'random' | 'storage'>,
  {
    client,
    status,
    draw,
  }: {
    readonly client: Pick<AppClient, 'id' | 'name'> | undefined
    readonly status: number
    readonly draw: (view: View) => Html
  },
): Promise<HttpResponse> {
  const view = await pageView(ports, request, client, csrfToken(ports, request))
  const csrf = serializeCookie({ name: csrfCookieName, value: view.csrfToken, path: cookiePath(request.domain) })
  return {
    status,
    headers: { ...pageHeaders(undefined), 'set-cookie': [csrf, ...languageCookies(request)] },
    body: String(await draw(view)),
  }
}
