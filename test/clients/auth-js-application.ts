import { Auth, type AuthConfig } from '@auth/core'

/** An application that signs people in by Auth.js, the engine of next-auth, and knows one issuer of theirs. */
export interface AuthJsApplication {
  /** Where it sends a browser that asks to sign in. */
  signIn(): Promise<URL>
  /** What it makes of a browser that comes back: where that goes next. */
  arrive(callback: URL): Promise<URL>
  session(): Promise<Record<string, any> | null>
  signOut(): Promise<void>
  /** What went wrong, as its log has it. */
  readonly problems: readonly Error[]
}

export interface AuthJsSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** With nothing but what its documents ask for of a provider that it has no entry for. */
export function authJsApplication(origin: string, settings: AuthJsSettings): AuthJsApplication {
  const cookies = new Map<string, string>()
  const problems: Error[] = []
  const config: AuthConfig = {
    basePath: '/auth',
    secret: 'a secret of the application',
    trustHost: true,
    providers: [{ id: 'pool', name: 'Pool', type: 'oidc', ...settings }],
    callbacks: {
      jwt: ({ token, account }) =>
        account ? { ...token, sub: account.providerAccountId, idToken: account.id_token } : token,
      session: ({ session, token: { sub, idToken } }) => ({ ...session, sub, idToken }),
    },
    logger: { error: (problem) => void problems.push(problem) },
  }

  async function call(path: string | URL, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const init = form && { method: 'POST', body: new URLSearchParams(form) }
    const response = await Auth(new Request(new URL(path, origin), { ...init, headers: { cookie } }), config)
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const equals = pair.indexOf('=')
      if (attributes.includes(' Max-Age=0')) cookies.delete(pair.slice(0, equals))
      else cookies.set(pair.slice(0, equals), pair.slice(equals + 1))
    }
    return response
  }
  const locationOf = ({ headers }: Response) => new URL(headers.get('location') ?? '', origin)
  const json = async (path: string): Promise<any> => (await call(path)).json()
  const post = async (path: string) => call(path, { csrfToken: (await json('/auth/csrf')).csrfToken })

  return {
    problems,
    signIn: async () => locationOf(await post('/auth/signin/pool')),
    arrive: async (callback) => locationOf(await call(callback)),
    session: () => json('/auth/session'),
    async signOut() {
      await post('/auth/signout')
    },
  }
}
