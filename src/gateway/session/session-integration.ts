import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../ports/clock.ts'
import type { GatewaySessionStore } from '../../ports/gateway-sessions.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { Sealing } from '../../ports/sealing.ts'
import { createTokenVerifier } from '../authorizers/token-verifier.ts'
import { ClientResponse } from '../responses/client-response.ts'
import type { ClientFacts } from '../exchange/exchange.ts'
import type { Fetch } from '../fetch.ts'
import type { Gateway } from '../gateway.ts'
import type { KeySource } from '../keys/key-source.ts'
import type { Reply } from '../exchange/reply.ts'
import { guardRequest } from '../request/request-guard.ts'
import { callback } from './callback.ts'
import { forwardToApi } from './forward-to-api.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { createSessionRefresh } from './refresh-session.ts'
import { checkSessionConfiguration, type SessionConfiguration } from './session-configuration.ts'
import { sessionJson } from './session-reply.ts'
import { sessionRequest, type SessionRequest } from './session-request.ts'
import { sessionStatus } from './session-status.ts'

export interface SessionIntegrationOptions {
  readonly configuration: SessionConfiguration
  readonly gateway: Pick<Gateway, 'handle'>
  readonly store: GatewaySessionStore
  readonly sealing: Pick<Sealing, 'seal' | 'open'>
  readonly keySource: KeySource
  readonly fetch: Fetch
  readonly clock: Clock
  readonly random: Random
  readonly log: Pick<Log, 'info' | 'error'>
}

export interface SessionTarget {
  /** Path and query as on the wire. */
  readonly path: string
  readonly client?: ClientFacts
}

export interface SessionIntegration {
  /** False for a path that is not the session's: the app's own files. Nothing was answered then. */
  readonly handle: (message: IncomingMessage, response: ServerResponse, target: SessionTarget) => Promise<boolean>
  /** Forgets what timed out; to be called from time to time. */
  readonly sweep: () => Promise<number>
}

/** The backend-for-frontend of one app, mounted on the app's origin. */
export function createSessionIntegration(options: SessionIntegrationOptions): SessionIntegration {
  const { clock, configuration, log, store } = options
  checkSessionConfiguration(configuration)
  const ports = { ...options, verifier: createTokenVerifier(options) }
  const refresh = createSessionRefresh(ports)

  const routes: Readonly<Record<string, (request: SessionRequest) => Reply | Promise<Reply>>> = {
    'GET /auth/login': (request) => login(request, ports),
    'GET /auth/callback': (request) => callback(request, ports),
    'GET /auth/session': (request) => sessionStatus(request, ports),
    'POST /auth/logout': (request) => logout(request, ports),
  }

  async function answer(request: SessionRequest, response: ServerResponse, target: SessionTarget) {
    const [path = ''] = target.path.split('?', 1)
    if (isBelow(path, '/api')) {
      return forwardToApi({ request, response, path: target.path, client: target.client }, ports, refresh)
    }
    const key = `${request.guarded.method} ${path}`
    const route = Object.hasOwn(routes, key) ? routes[key] : undefined
    return route === undefined ? sessionJson(404, { message: 'Not Found' }) : route(request)
  }

  return {
    async handle(message, response, target) {
      const [path = ''] = target.path.split('?', 1)
      if (!isBelow(path, '/auth') && !isBelow(path, '/api')) return false
      const client = new ClientResponse(response, {
        exchange: undefined,
        closesConnection: () => message.headers['content-length'] !== undefined && !message.readableEnded,
      })
      try {
        const verdict = guardRequest(message, target.path)
        const reply =
          verdict.kind === 'refused'
            ? sessionJson(verdict.status, { message: 'Bad Request' })
            : await answer(sessionRequest(message, verdict.request), response, target)
        if (reply !== undefined) client.send(reply)
      } catch (cause) {
        log.error({ app: configuration.app, cause }, 'session fault')
        if (response.headersSent) response.destroy()
        else client.send(sessionJson(500, { message: 'Internal Server Error' }))
      }
      return true
    },
    sweep: () => store.deleteExpired(clock.now()),
  }
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`)
}
