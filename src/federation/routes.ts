import type { DomainRoute } from '../flows/user-pools/domain-request.ts'
import { idpResponse } from './idp-response.ts'

/** Where identity providers send people back to, on a pool's domain. */
export const federationRoutes: readonly DomainRoute[] = [
  { method: 'GET', path: '/oauth2/idpresponse', isOpenToScripts: false, handle: idpResponse },
  { method: 'POST', path: '/oauth2/idpresponse', isOpenToScripts: false, handle: idpResponse },
]
