import { newUuid } from '../../crypto/identifiers.ts'
import type { Random } from '../../ports/random.ts'
import type { ApiKind } from '../definition/api.ts'
import { findHeader, type HeaderList } from '../../http/header-list.ts'

export interface RequestIds {
  readonly requestId: string
  readonly extendedRequestId: string
  readonly traceId: string
}

export type NewRequestIds = (kind: ApiKind, headers: HeaderList, now: Date) => RequestIds

/** So many ids are drawn and spelled at once: a draw is what an id costs. */
const drawnAtOnce = 64

/** REST ids are UUIDs with a short extended id beside them; an HTTP API has the short one only. */
export function createRequestIds(random: Random): NewRequestIds {
  let extended = ''
  let traces = ''
  let used = drawnAtOnce
  let second = 0
  let secondText = ''

  function spellSecond(now: Date): string {
    const seconds = Math.floor(now.getTime() / 1000)
    if (seconds === second) return secondText
    second = seconds
    secondText = seconds.toString(16).padStart(8, '0')
    return secondText
  }

  return (kind, headers, now) => {
    if (used === drawnAtOnce) {
      extended = elevenByteTexts(random)
      traces = Buffer.from(random.bytes(drawnAtOnce * 12)).toString('hex')
      used = 0
    }
    const extendedRequestId = `${extended.slice(used * 16, used * 16 + 15)}=`
    const newTrace = traces.slice(used * 24, used * 24 + 24)
    used += 1
    return {
      requestId: kind === 'REST' ? newUuid(random.bytes) : extendedRequestId,
      extendedRequestId,
      traceId: sentTraceId(headers) ?? `Root=1-${spellSecond(now)}-${newTrace}`,
    }
  }
}

/** Eleven bytes in base64 are fifteen characters and a `=`; with a byte of zeros behind them, the `=` is an `A`. */
function elevenByteTexts(random: Random): string {
  const bytes = Buffer.from(random.bytes(drawnAtOnce * 12))
  for (let end = 11; end < bytes.length; end += 12) bytes[end] = 0
  return bytes.toString('base64')
}

/** A caller's trace goes on where it has the one form there is. */
function sentTraceId(headers: HeaderList): string | undefined {
  const sent = findHeader(headers, 'x-amzn-trace-id')
  return sent !== undefined && TRACE_ID.test(sent) ? sent : undefined
}

const TRACE_ID = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(?:;[\w=;.:-]{0,128})?$/
