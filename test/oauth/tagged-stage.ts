import type { AppClient } from '../../src/domain/app-clients/app-client.ts'
import type { HttpResponse } from '../../src/http/message.ts'
import { openOAuthDomain, type OAuthDomain, type Sent } from './oauth-domain.ts'
import { bodyOf, callback } from './oauth-records.ts'

/** A pool with tags, and one app client of it, named `app`. */
export interface TaggedStage extends AsyncDisposable {
  readonly domain: OAuthDomain
  readonly client: AppClient
  authorize(changes?: Readonly<Record<string, string>>, cookie?: string): Promise<HttpResponse>
  post(
    path: string,
    form: Readonly<Record<string, string | undefined>>,
    headers?: Sent['headers'],
  ): Promise<HttpResponse>
  /** The tokens of a new sign-in. */
  tokens(): Promise<Readonly<Record<string, string>> & { cookie: string }>
}

export async function openTagged(
  UserPoolTags: Readonly<Record<string, string>>,
  configuration?: object,
): Promise<TaggedStage> {
  const domain = await openOAuthDomain({ configuration: { UserPoolTags } })
  const client = await domain.addClient({ name: 'app', configuration })
  const post: TaggedStage['post'] = (path, form, headers) =>
    domain.send('POST', path, { form, ...(headers && { headers }) })
  return {
    domain,
    client,
    post,
    authorize(changes = {}, cookie = '') {
      const asked = { client_id: client.id, response_type: 'code', redirect_uri: callback, state: 'x', ...changes }
      return domain.send('GET', `/oauth2/authorize?${new URLSearchParams(asked).toString()}`, { headers: { cookie } })
    },
    async tokens() {
      const { code, cookie } = await domain.signIn(client)
      const form = { grant_type: 'authorization_code', client_id: client.id, code, redirect_uri: callback }
      return { ...(bodyOf(await post('/oauth2/token', form)) as Record<string, string>), cookie }
    },
    [Symbol.asyncDispose]: () => domain[Symbol.asyncDispose](),
  }
}

export const locationOf = ({ headers }: HttpResponse): string => String(headers.location)
/** Whether a location says this, once its escapes are read. */
export const isIn = (location: string, text: string): boolean => decodeURIComponent(location).includes(text)
