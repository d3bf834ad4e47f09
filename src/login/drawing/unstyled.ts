import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../../http/message.ts'
import type { Ports } from '../../ports/ports.ts'
import { messagePage } from '../pages/message-page.ts'
import { standalonePage } from './standalone-page.ts'

/** Cognito: managed login has no pages for a client without a style. Ours has, unless told to be as strict. */
export async function refuseUnstyled(
  ports: Pick<Ports, 'pageTexts' | 'random' | 'storage'>,
  request: DomainRequest,
  client: AppClient,
): Promise<HttpResponse | undefined> {
  const { pool, managedLoginVersion } = request.domain
  if (managedLoginVersion === 1 || extraOf(pool, 'default-style', client)) return undefined
  if ((await ports.storage.branding.findVersion(pool.id, client.id)) !== undefined) return undefined
  return standalonePage(request, ports, {
    client,
    status: 403,
    draw: (view) =>
      messagePage(view, {
        title: view.messages.errorPageTitle,
        text: view.messages.errors.unsupported,
        // Cognito's own words (cognito-web contract, section 5.1).
        detail: 'Login pages unavailable. Please contact an administrator.',
        requestId: request.facts.requestId,
      }),
  })
}
