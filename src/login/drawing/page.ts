import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { AuthorizationRequest } from '../../flows/authorization/authorization-request.ts'
import { errorPageLocation } from '../../flows/authorization/page-errors.ts'
import { readAuthorizationRequest } from '../../flows/authorization/read-authorization-request.ts'
import type { DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { redirect, routesOf, type OpenedPage, type PageFamily, type PageSteps } from '../request/page-routes.ts'
import { readPageState, type KeptState } from '../request/page-state.ts'
import { pageView } from './page-view.ts'
import { refuseUnstyled } from './unstyled.ts'

export type { PageAnswer } from '../request/page-answer.ts'

/** A request to a page, within the authorization request that its query holds. */
export interface PageRequest extends OpenedPage {
  readonly client: AppClient
  readonly authorization: AuthorizationRequest
  readonly state: KeptState | undefined
}

/** One page on the way to a client. */
export type Page = PageSteps<PageRequest>

export function pageRoutes(page: Page): readonly DomainRoute[] {
  return routesOf(pagesOfSignIn, page)
}

const pagesOfSignIn: PageFamily<PageRequest> = {
  open: async (request, ports, csrfToken) => {
    const read = await readAuthorizationRequest(ports, request.domain, request.query)
    if (read.kind === 'page-error')
      return redirect(302, errorPageLocation(request.domain.baseUrl, read, request.query), [])
    if (read.kind === 'redirect-error') return redirect(302, read.location, [])
    const refused = await refuseUnstyled(ports, request, read.client)
    if (refused) return refused
    return {
      request,
      client: read.client,
      authorization: read.request,
      view: await pageView(ports, request, read.client, csrfToken),
      state: readPageState(ports, request, read.client.id),
      form: new Map(),
    }
  },
  redirectUri: ({ authorization }) => authorization.redirectUri,
}
