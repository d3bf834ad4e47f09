import type { DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { messagePage } from '../pages/message-page.ts'
import { standalonePage } from '../drawing/standalone-page.ts'

/** Where somebody ends who signed out of a client that names no place to go on. */
export const signedOutRoute: DomainRoute = {
  method: 'GET',
  path: '/signedOut',
  isOpenToScripts: false,
  handle: (request, ports) =>
    standalonePage(request, ports, {
      client: undefined,
      status: 200,
      draw: (view) => messagePage(view, { title: view.messages.signedOutTitle, text: view.messages.signedOut }),
    }),
}
