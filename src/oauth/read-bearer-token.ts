import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { findHeader } from '../http/headers.ts'
import { readForm } from './read-form.ts'

const bound = /^dpop +([\w.~+/-]+=*)$/i
const bearer = /^bearer +([\w.~+/-]+=*)$/i

/** The access token of a request: in its header, or in a form in its body (RFC 6750 sections 2.1 and 2.2), never both. */
export function readBearerToken(request: DomainRequest): string | undefined {
  const header = findHeader(request.headers, 'authorization')
  if (request.method !== 'POST') return readBearerHeader(request)
  const form = readForm(request)
  const inForm = form.kind === 'form' ? form.find('access_token') : undefined
  if (header === undefined) return inForm
  return inForm === undefined ? readBearerHeader(request) : undefined
}

/** The access token of a request that proves a key as well (RFC 9449 section 7.1). */
export function readBoundToken({ headers }: Pick<DomainRequest, 'headers'>): string | undefined {
  return bound.exec(findHeader(headers, 'authorization') ?? '')?.[1]
}

/** The access token in the header of a request. */
export function readBearerHeader({ headers }: Pick<DomainRequest, 'headers'>): string | undefined {
  return bearer.exec(findHeader(headers, 'authorization') ?? '')?.[1]
}
