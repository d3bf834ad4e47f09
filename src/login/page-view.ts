import type { AppClient } from '../domain/app-client.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { cookiePath } from '../flows/sessions/login-cookie.ts'
import { assetPaths } from './assets.ts'
import { en } from '../messages/en.ts'
import type { View } from './view.ts'

/** What a page says of itself and of the client that sent the person here, if that is known. */
export function pageView(request: DomainRequest, client: Pick<AppClient, 'name'> | undefined, csrfToken: string): View {
  const path = cookiePath(request.domain)
  const basePath = path === '/' ? '' : path
  return {
    messages: en,
    appName: client?.name ?? en.unnamedApp,
    basePath,
    query: request.query === '' ? '' : `?${request.query}`,
    csrfToken,
    assets: { css: `${basePath}${assetPaths.css}`, js: `${basePath}${assetPaths.js}` },
    outOfDate: false,
  }
}
