import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import { languages } from '../../messages/languages.ts'
import type { Ports } from '../../ports/ports.ts'
import { assetPaths } from '../assets.ts'
import { findLook } from './find-look.ts'
import { ownMessages } from '../view/own-messages.ts'
import { pageLanguage } from '../request/page-language.ts'
import type { View } from '../view/view.ts'

/** What a page says of itself and of the client that sent the person here, if that is known. */
export async function pageView(
  ports: Pick<Ports, 'pageTexts' | 'storage'>,
  request: DomainRequest,
  client: Pick<AppClient, 'id' | 'name'> | undefined,
  csrfToken: string,
): Promise<View> {
  const path = cookiePath(request.domain)
  const basePath = path === '/' ? '' : path
  const messages = await ownMessages(ports, request.domain.pool, client, pageLanguage(request, client))
  const { look, css } = await findLook(ports, request, client)
  return {
    messages,
    offeredLanguages: request.domain.managedLoginVersion === 1 ? [] : languages,
    appName: client?.name ?? messages.unnamedApp,
    basePath,
    query: request.query === '' ? '' : `?${request.query}`,
    csrfToken,
    look,
    assets: { css, accountCss: `${basePath}${assetPaths.accountCss}`, js: `${basePath}${assetPaths.js}` },
    outOfDate: false,
  }
}
