import type { Phases } from '../../exchange/phases.ts'
import { sameAs, type ResponseWriter } from '../../exchange/response-writer.ts'
import type { StreamPace } from './stream-pace.ts'

const nothing = new Uint8Array(0)

/** Sends the head before there is a body, and the body no faster than the pace allows. */
export function streamingWriter(
  writer: ResponseWriter,
  phases: Phases,
  { unslowedBytes, bytesPerSecond }: StreamPace,
): ResponseWriter {
  let sent = 0
  let rest: NodeJS.Timeout | undefined
  let isClientSlow = false
  const listeners: (() => void)[] = []
  const resume = () => {
    if (rest !== undefined || isClientSlow) return
    for (const listener of listeners) listener()
  }
  writer.onDrain(() => {
    isClientSlow = false
    resume()
  })
  writer.onClientGone(() => clearTimeout(rest))
  return {
    ...sameAs(writer),
    writeHead(status, headers) {
      phases.reach('headers')
      writer.writeHead(status, headers)
      writer.write(nothing)
    },
    write(chunk) {
      phases.reach('content')
      isClientSlow = !writer.write(chunk)
      const slowed = Math.min(chunk.length, Math.max(0, sent + chunk.length - unslowedBytes))
      sent += chunk.length
      if (slowed > 0) {
        clearTimeout(rest)
        rest = setTimeout(
          () => {
            rest = undefined
            resume()
          },
          (slowed / bytesPerSecond) * 1000,
        )
      }
      return rest === undefined && !isClientSlow
    },
    onDrain: (listener) => void listeners.push(listener),
  }
}
