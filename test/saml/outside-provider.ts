import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import samlp from 'samlp'
import { samlIdp, type SamlIdp } from '../../src/testing/saml-idp.ts'

export interface ServiceProviderFacts {
  readonly entityId: string
  readonly responseUrl: string
  readonly logoutUrl: string
  /** PEM. Requests must be signed by it. */
  readonly signingCertificate: string
}

export interface OutsideProvider extends AsyncDisposable {
  readonly origin: string
  readonly metadataUrl: string
  /** Makes a pool known here, with nobody signed in; options are samlp's. */
  trust(facts: ServiceProviderFacts, options?: Readonly<Record<string, unknown>>): void
  /** Where a person begins who has no application open: it leads to the pool with this relay state. */
  portalUrl(relayState: string): string
  /** Who is signed in here. */
  readonly sessions: readonly Participant[]
}

interface Participant {
  readonly serviceProviderId: string
  readonly nameId: string
  readonly nameIdFormat: string
  readonly sessionIndex: string
  readonly serviceProviderLogoutURL: string
  readonly cert: string
}

const format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'

/**
 * A SAML identity provider by samlp (Auth0), with libraries of its own for XML, signatures and encryption: nothing that
 * it makes was made by us, and it judges what we make. Whoever types a name is signed in.
 */
export async function startOutsideProvider(): Promise<OutsideProvider> {
  const keys = samlIdp()
  const sessions: Participant[] = []
  const waiting = new Map<string, unknown>()
  let trusted: ServiceProviderFacts | undefined
  let options: Readonly<Record<string, unknown>> = {}
  let signIns = 0

  const own = { issuer: 'https://idp.outside.example', cert: pem('CERTIFICATE', keys.certificate), key: keyText(keys) }
  const required = (): ServiceProviderFacts => {
    if (trusted === undefined) throw new Error('no pool is known here')
    return trusted
  }

  function signIn(user: string, extra: object) {
    const { entityId, responseUrl, logoutUrl, signingCertificate: cert } = required()
    const sessionIndex = `_session-${++signIns}`
    sessions.push({
      serviceProviderId: entityId,
      nameId: user,
      nameIdFormat: format,
      sessionIndex,
      serviceProviderLogoutURL: logoutUrl,
      cert,
    })
    const person = {
      id: user,
      emails: [{ value: `${user}@example.com` }],
      displayName: user,
      name: { givenName: user, familyName: 'Outside' },
      teams: ['red', 'blue'],
    }
    return samlp.auth({
      ...own,
      getUserFromRequest: () => person,
      getPostURL: (_audience: string, _request: unknown, _req: unknown, done: Done<string>) => done(null, responseUrl),
      recipient: responseUrl,
      destination: responseUrl,
      nameIdentifierFormat: format,
      sessionIndex,
      ...options,
      ...extra,
    })
  }

  const deny = ({ query: { RelayState } }: ExpressRequest) =>
    samlp.sendError({
      ...own,
      RelayState,
      error: { code: 'urn:oasis:names:tc:SAML:2.0:status:Responder', description: 'The user said no.' },
      getPostURL: (_request: unknown, done: Done<string>) => done(null, required().responseUrl),
    })

  const logout = () =>
    samlp.logout({
      ...own,
      deflate: true,
      protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
      sessionParticipants: participants(sessions),
      store: {
        save: (_req: unknown, state: unknown, done: Done<string>) => {
          const id = `transaction-${waiting.size}`
          waiting.set(id, state)
          done(null, id)
        },
        load: (_req: unknown, id: string, ...rest: [Done<unknown>] | [object, Done<unknown>]) =>
          (rest.length === 1 ? rest[0] : rest[1])(null, waiting.get(id)),
      },
    })

  const routes: Readonly<Record<string, (request: ExpressRequest) => ReturnType<typeof samlp.auth>>> = {
    '/metadata': () =>
      samlp.metadata({
        ...own,
        redirectEndpointPath: '/sso',
        postEndpointPath: '/sso',
        logoutEndpointPaths: { redirect: '/slo' },
      }),
    '/sso': () => (request, response) => formPage(request as ExpressRequest, response as ExpressResponse),
    '/sso/enter': ({ query }) =>
      signIn(
        query.user ?? '',
        query.SAMLRequest === undefined ? { audience: required().entityId } : checked(required()),
      ),
    '/sso/deny': deny,
    '/slo': logout,
  }

  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://here')
    const body = Object.fromEntries(new URLSearchParams(await text(incoming)))
    const request: ExpressRequest = Object.assign(incoming, {
      query: Object.fromEntries(searchParams),
      body,
      protocol: 'http' as const,
      originalUrl: incoming.url ?? '',
    })
    const response = expressResponse(outgoing)
    const route = routes[pathname]
    if (route === undefined) return void outgoing.writeHead(404).end()
    route(request)(request, response, (error) => outgoing.writeHead(400).end(String(error)))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`

  return {
    origin,
    metadataUrl: `${origin}/metadata`,
    sessions,
    trust(facts, more = {}) {
      trusted = facts
      sessions.splice(0)
      options = more
    },
    portalUrl: (relayState) => `${origin}/sso?${new URLSearchParams({ RelayState: relayState }).toString()}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Done<Value> = (error: null, value?: Value) => void

type ExpressRequest = IncomingMessage & {
  readonly query: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, string>>
  readonly protocol: 'http'
  readonly originalUrl: string
}

interface ExpressResponse {
  set(name: string, value: string): void
  send(body: string | number, rest?: unknown): void
  redirect(location: string): void
}

function expressResponse(response: ServerResponse): ExpressResponse {
  return {
    set: (name, value) => void response.setHeader(name, value),
    send: (body) => (typeof body === 'number' ? response.writeHead(body).end() : response.end(body)),
    redirect: (location) => response.writeHead(302, { location }).end(),
  }
}

/** samlp's own participants, over a list that tests can look at. */
function participants(sessions: Participant[]) {
  const place = (issuer: string | undefined, index: string | readonly string[], nameId: string) =>
    sessions.findIndex(
      (session) =>
        (issuer === undefined || session.serviceProviderId === issuer) &&
        [index].flat().includes(session.sessionIndex) &&
        session.nameId === nameId,
    )
  return {
    get: (issuer: string, index: readonly string[], nameId: string, done: Done<Participant>) =>
      done(null, sessions[place(issuer, index, nameId)]),
    getFirst: (done: Done<Participant>) => done(null, sessions[0]),
    hasElements: () => sessions.length > 0,
    remove: (issuer: string, index: string, nameId: string, done: Done<Participant>) => {
      const at = place(issuer, index, nameId)
      return done(null, at < 0 ? undefined : sessions.splice(at, 1)[0])
    },
  }
}

/** Makes samlp check that we signed what we ask. */
function checked({ signingCertificate }: ServiceProviderFacts): object {
  return { signingCert: signingCertificate, deflate: true }
}

function formPage({ query }: ExpressRequest, response: ExpressResponse): void {
  const hidden = Object.entries(query).map(
    ([name, value]) =>
      `<input type="hidden" name="${name}" value="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`,
  )
  response.set('Content-Type', 'text/html')
  response.send(
    `<!doctype html><title>Outside</title><form action="/sso/enter">${hidden.join('')}<label>Name <input name="user"></label><button>Enter</button><button formaction="/sso/deny">No, thanks</button></form>`,
  )
}

function pem(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END ${label}-----\n`
}

function keyText({ privateKey }: SamlIdp): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' })
}
