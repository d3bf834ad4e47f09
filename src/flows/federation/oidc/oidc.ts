import { noUserInfo, type Dialect } from './dialect.ts'
import { askProvider } from './provider-call.ts'

/** OpenID Connect as it is written. */
export const oidc: Dialect = {
  hasIdToken: true,
  subjectClaim: 'sub',
  takesLoginHint: true,
  scope: (scopes) => scopes,
  authorizationParameters: () => ({}),
  tokenMethod: 'POST',
  clientSecret: async (_ports, { details }) => details.client_secret ?? '',
  async askUserInfo(ports, { provider, endpoints, accessToken }) {
    if (endpoints.userInfo === undefined) return noUserInfo
    const reply = await askProvider(ports, endpoints.userInfo, {
      providerName: provider.name,
      what: 'user info',
      method: provider.details.attributes_request_method === 'POST' ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${accessToken}` },
    })
    if (reply.kind === 'failed') return reply
    return { kind: 'user-info', raw: reply.document, claims: reply.document }
  },
  claimsBeside: () => ({}),
}
