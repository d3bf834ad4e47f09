import { createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { isJsonObject } from '../../../crypto/jose/strict-json.ts'
import type { Claims } from '../../../domain/federation/claims-as-text.ts'
import { noUserInfo, type Dialect } from './dialect.ts'
import { oidc } from './oidc.ts'

const secretSeconds = 300

/** Apple: OpenID Connect with a client secret that is signed anew each time, and an answer that comes as a form. */
export const signInWithApple: Dialect = {
  ...oidc,
  takesLoginHint: false,
  // Apple refuses scopes with any other response mode.
  authorizationParameters: () => ({ response_mode: 'form_post' }),
  async clientSecret({ clock }, { details }) {
    const { team_id = '', key_id = '', client_id = '', private_key = '', oidc_issuer = '' } = details
    const now = Math.floor(clock.now().getTime() / 1000)
    const key = readPrivateKey(private_key)
    return (
      key &&
      new SignJWT()
        .setProtectedHeader({ alg: 'ES256', kid: key_id })
        .setIssuer(team_id)
        .setSubject(client_id)
        .setAudience(oidc_issuer)
        .setIssuedAt(now)
        .setExpirationTime(now + secretSeconds)
        .sign(key)
    )
  },
  askUserInfo: async () => noUserInfo,
  claimsBeside: ({ parameters }) => readName(parameters.get('user')),
}

/** The file that Apple gives out, or what is between its first and last line. */
function readPrivateKey(text: string): KeyObject | undefined {
  const body = text.replaceAll(/-----[^-]+-----|\s/g, '')
  try {
    const key = createPrivateKey({ key: Buffer.from(body, 'base64'), format: 'der', type: 'pkcs8' })
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined
  } catch {
    // It is whatever an administrator pasted: node cannot say so without throwing.
    return undefined
  }
}

/** Apple tells a person's name once, in the browser's own form. Anybody may write there what they like to be called. */
function readName(text: string | undefined): Claims {
  const user = parseJson(text)
  const name = isJsonObject(user) && isJsonObject(user.name) ? user.name : {}
  const parts = [
    ['firstName', name.firstName],
    ['lastName', name.lastName],
  ].filter(([, value]) => typeof value === 'string' && value !== '')
  if (parts.length === 0) return {}
  return Object.fromEntries([...parts, ['name', parts.map(([, value]) => value).join(' ')]])
}

function parseJson(text = ''): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Nothing was said, or nothing that can be read: people have no name then.
    return undefined
  }
}
