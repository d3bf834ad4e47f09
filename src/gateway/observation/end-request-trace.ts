import { statusFailure } from './traced-parts.ts'
import type { EndedRequest } from './ended-request.ts'

/** What the answer adds to the span of a request. */
export function endRequestTrace({ exchange, outcome, status }: EndedRequest): void {
  if (exchange.trace === undefined) return
  const route = 'match' in exchange ? exchange.match.route.path : undefined
  const isAnswered = outcome.kind !== 'client-gone'
  exchange.trace.span.end({
    name: route === undefined ? undefined : `${exchange.request.method} ${route}`,
    attributes: { 'http.route': route, 'http.response.status_code': isAnswered ? status : undefined },
    failure: isAnswered ? statusFailure(status, 500) : 'client-gone',
  })
}
