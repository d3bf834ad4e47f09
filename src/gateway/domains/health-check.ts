import type { GuardedRequest } from '../request/request-guard.ts'

const PATHS = new Set(['/ping', '/sping'])

/** Cognito: REST APIs and their domains keep two paths of the root for checks of the service's own health. */
export function isHealthCheck({ method, path }: Pick<GuardedRequest, 'method' | 'path'>): boolean {
  return PATHS.has(path.text) && (method === 'GET' || method === 'HEAD')
}

export const healthy = { status: 200, headers: [['Content-Type', 'text/plain']], body: 'healthy' } as const
