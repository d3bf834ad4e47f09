import { isExtraAnywhere } from '../domain/extras/extras.ts'
import type { DomainRoute } from '../flows/user-pools/domain-request.ts'
import { authorizeByPost } from './authorize-by-post.ts'
import { authorize } from './authorize.ts'
import { authorizeDevice } from './device-authorization.ts'
import { introspect } from './introspect.ts'
import { logout } from './logout.ts'
import { pushAuthorizationRequest } from './push-authorization-request.ts'
import { register } from './register.ts'
import { revoke } from './revoke.ts'
import { token } from './token.ts'
import { userInfo } from './user-info.ts'

/** The OAuth endpoints of a pool's domain. The sign-in pages have a table of their own beside it. */
export const oauthRoutes: readonly DomainRoute[] = [
  { method: 'GET', path: '/oauth2/authorize', isOpenToScripts: false, handle: authorize },
  {
    method: 'POST',
    path: '/oauth2/authorize',
    isOpenToScripts: false,
    isOffered: (pool) => isExtraAnywhere(pool, 'openid-request'),
    handle: authorizeByPost,
  },
  { method: 'GET', path: '/authorize', isOpenToScripts: false, handle: authorize },
  { method: 'POST', path: '/oauth2/token', isOpenToScripts: true, handle: token },
  { method: 'GET', path: '/oauth2/userInfo', isOpenToScripts: true, handle: userInfo },
  {
    method: 'POST',
    path: '/oauth2/userInfo',
    isOpenToScripts: true,
    isOffered: (pool) => isExtraAnywhere(pool, 'typed-user-info'),
    handle: userInfo,
  },
  { method: 'POST', path: '/oauth2/revoke', isOpenToScripts: true, handle: revoke },
  {
    method: 'POST',
    path: '/oauth2/introspect',
    isOpenToScripts: false,
    isOffered: (pool) => isExtraAnywhere(pool, 'introspection'),
    handle: introspect,
  },
  {
    method: 'POST',
    path: '/oauth2/par',
    isOpenToScripts: true,
    isOffered: (pool) => isExtraAnywhere(pool, 'pushed-requests') || isExtraAnywhere(pool, 'require-pushed-requests'),
    handle: pushAuthorizationRequest,
  },
  {
    method: 'POST',
    path: '/oauth2/device_authorization',
    isOpenToScripts: true,
    isOffered: (pool) => isExtraAnywhere(pool, 'device-grant'),
    handle: authorizeDevice,
  },
  {
    method: 'POST',
    path: '/oauth2/register',
    isOpenToScripts: true,
    isOffered: ({ configuration }) => configuration.DcrConfiguration?.EnableStatus === 'Enabled',
    handle: register,
  },
  { method: 'GET', path: '/logout', isOpenToScripts: false, handle: logout },
  {
    method: 'POST',
    path: '/logout',
    isOpenToScripts: false,
    isOffered: (pool) => isExtraAnywhere(pool, 'rp-initiated-logout'),
    handle: logout,
  },
]
