import type { DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { messagePage } from '../pages/message-page.ts'
import { standalonePage } from './standalone-page.ts'

/** A page for when we fail: the cause is in the log, under the id that people can tell whoever helps them. */
export function withFaultPage(route: DomainRoute): DomainRoute {
  return {
    ...route,
    handle: async (request, ports) => {
      try {
        return await route.handle(request, ports)
      } catch (cause) {
        const { requestId } = request.facts
        ports.log.error({ requestId, path: route.path, error: cause }, 'a sign-in page failed')
        return standalonePage(request, ports, {
          client: undefined,
          status: 500,
          draw: (view) => {
            const { errorPageTitle, errors } = view.messages
            return messagePage(view, { title: errorPageTitle, text: errors.fault, requestId })
          },
        })
      }
    },
  }
}
