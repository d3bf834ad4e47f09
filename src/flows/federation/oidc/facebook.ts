import { createHmac } from 'node:crypto'
import { noUserInfo, type Dialect } from './dialect.ts'
import { oidc } from './oidc.ts'
import { askProvider } from './provider-call.ts'

/** Facebook: OAuth over GET, commas between scopes, and a graph that is asked for the fields that are mapped. */
export const facebook: Dialect = {
  ...oidc,
  hasIdToken: false,
  subjectClaim: 'id',
  takesLoginHint: false,
  scope: (scopes) => scopes.split(/[\s,]+/).join(','),
  tokenMethod: 'GET',
  async askUserInfo(ports, { provider, endpoints, accessToken }) {
    if (endpoints.userInfo === undefined) return noUserInfo
    const { details, attributeMapping } = provider
    const mapped = Object.values(attributeMapping).filter((field) => /^[a-z_]+$/.test(field) && !isToken(field))
    const fields = [...new Set(['id', ...mapped])].join(',')
    // Facebook asks for this of apps that require proof that a token is used by whom it was given to.
    const proof = createHmac('sha256', details.client_secret ?? '')
      .update(accessToken)
      .digest('hex')
    const reply = await askProvider(ports, `${endpoints.userInfo}${fields}&appsecret_proof=${proof}`, {
      providerName: provider.name,
      what: 'user info',
      headers: { authorization: `Bearer ${accessToken}` },
    })
    if (reply.kind === 'failed') return reply
    return { kind: 'user-info', raw: reply.document, claims: reply.document }
  },
}

function isToken(field: string): boolean {
  return field === 'access_token' || field === 'id_token'
}
