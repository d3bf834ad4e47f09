import type { ConnectionCall } from '../../../ports/connection-relay.ts'
import type { Tracer } from '../../../ports/tracer.ts'
import type { ClientFacts } from '../../exchange/exchange.ts'
import { ended } from '../../observation/in-span.ts'
import { beginRequestTrace } from '../../observation/trace-request.ts'
import { statusFailure } from '../../observation/traced-parts.ts'
import type { GuardedRequest } from '../../request/request-guard.ts'
import type { Reply } from '../../exchange/reply.ts'
import { connectionAttributes } from './trace-event.ts'

export interface ManagementCall {
  readonly client: ClientFacts
  readonly request: GuardedRequest
  readonly connection: Omit<ConnectionCall, 'request'>
}

const ROUTE = '/@connections/{connectionId}'

/** A call of `@connections`, in a span of its own where there are traces. */
export async function tracedManagement(
  tracer: Tracer | undefined,
  { client, connection, request }: ManagementCall,
  run: () => Promise<Reply | undefined>,
): Promise<Reply | undefined> {
  if (tracer === undefined) return run()
  const { span } = beginRequestTrace(tracer, { client, request }, connectionAttributes(connection))
  return ended(run(), span, (reply) => ({
    name: `${request.method} ${ROUTE}`,
    attributes: { 'http.route': ROUTE, 'http.response.status_code': reply?.status },
    failure: reply === undefined ? 'client-gone' : statusFailure(reply.status, 500),
  }))
}
