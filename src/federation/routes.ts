import type { DomainRoute } from '../flows/user-pools/domain-request.ts'
import { idpResponse } from './idp-response.ts'
import { samlLogout } from './saml-logout.ts'
import { samlMetadata } from './saml-metadata.ts'
import { samlResponse } from './saml-response.ts'

/** Where identity providers send people back to, on a pool's domain. */
export const federationRoutes: readonly DomainRoute[] = [
  { method: 'GET', path: '/oauth2/idpresponse', isOpenToScripts: false, handle: idpResponse },
  { method: 'POST', path: '/oauth2/idpresponse', isOpenToScripts: false, handle: idpResponse },
  // By GET nothing arrives that could be read: the page says so.
  { method: 'GET', path: '/saml2/idpresponse', isOpenToScripts: false, handle: samlResponse },
  { method: 'POST', path: '/saml2/idpresponse', isOpenToScripts: false, handle: samlResponse },
  { method: 'POST', path: '/saml2/logout', isOpenToScripts: false, handle: samlLogout },
  { method: 'GET', path: '/saml2/metadata', isOpenToScripts: false, handle: samlMetadata },
]
