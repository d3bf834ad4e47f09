import type { Log } from '../ports/log.ts'
import { accessLogFields } from './observation/access-log.ts'
import { accessLogLine } from './observation/access-log-line.ts'
import type { AccessLogs } from './observation/access-logs.ts'
import type { EndedRequest } from './observation/ended-request.ts'
import { loggedVariable } from './observation/logged-variable.ts'
import type { Observed } from './observed.ts'
import type { WebSocketFact } from './websocket/websocket-fact.ts'
import { endRequestTrace } from './observation/end-request-trace.ts'

export interface EndedTellers {
  readonly request: (ended: EndedRequest) => void
  readonly socket: (fact: WebSocketFact) => void
}

export interface EndedTellersOptions {
  readonly accessLogs: AccessLogs
  readonly log: Pick<Log, 'info'>
  readonly observe: ((observed: Observed) => void) | undefined
  /** Our own log has lines of requests. */
  readonly tellsLog: boolean
}

/** Says what is over to whoever wants to know: our own log, counters, traces, and the stage's access log. */
export function createEndedTellers({ accessLogs, log, observe, tellsLog }: EndedTellersOptions): EndedTellers {
  return {
    request(ended) {
      if (tellsLog) log.info(accessLogFields(ended), 'request')
      observe?.(ended)
      endRequestTrace(ended)
      const { accessLog } = ended.exchange.stage
      if (accessLog === undefined) return
      const line = accessLogLine(accessLog.format, (name) => loggedVariable(ended, name))
      accessLogs.add(accessLog.destinationArn, line)
    },
    socket(fact) {
      observe?.(fact)
      if (fact.kind !== 'event') return
      const { accessLog } = fact.ended.stage
      if (accessLog === undefined) return
      accessLogs.add(accessLog.destinationArn, accessLogLine(accessLog.format, fact.logged))
    },
  }
}
