import type { Log } from '../../ports/log.ts'
import type { FindLogSink, LogSink } from '../../ports/log-sink.ts'

/** Takes lines and writes them in batches, off the way of requests. Disposing writes what is left. */
export interface AccessLogs extends AsyncDisposable {
  readonly add: (destination: string, line: string) => void
}

export interface AccessLogsOptions {
  readonly findSink: FindLogSink
  readonly log: Pick<Log, 'error'>
  readonly waitMilliseconds?: number
  /** What a sink that hangs may hold of our memory; further lines are dropped, and counted in our own log. */
  readonly mostWaitingLines?: number
  readonly mostWaitingCharacters?: number
}

interface Destination {
  readonly sink: LogSink
  waiting: string[]
  characters: number
  dropped: number
  timer: NodeJS.Timeout | undefined
  writing: Promise<void> | undefined
}

const largestBatch = 1000

export function createAccessLogs({
  findSink,
  log,
  waitMilliseconds = 1000,
  mostWaitingLines = 20_000,
  mostWaitingCharacters = 8_000_000,
}: AccessLogsOptions): AccessLogs {
  const destinations = new Map<string, Destination | undefined>()

  function open(arn: string): Destination | undefined {
    if (destinations.has(arn)) return destinations.get(arn)
    const sink = findSink(arn)
    if (sink === undefined) log.error({ destination: arn }, 'an access log has no place in the settings: it is dropped')
    const opened = sink && { sink, waiting: [], characters: 0, dropped: 0, timer: undefined, writing: undefined }
    destinations.set(arn, opened)
    return opened
  }

  function schedule(arn: string, to: Destination) {
    if (to.timer !== undefined || to.writing !== undefined || to.waiting.length === 0) return
    to.timer = setTimeout(() => void write(arn, to), waitMilliseconds)
    to.timer.unref()
  }

  function write(arn: string, to: Destination): Promise<void> {
    clearTimeout(to.timer)
    to.timer = undefined
    to.writing ??= writeBatch(arn, to).finally(() => {
      to.writing = undefined
      schedule(arn, to)
    })
    return to.writing
  }

  async function writeBatch(arn: string, to: Destination): Promise<void> {
    const batch = to.waiting.slice(0, largestBatch)
    if (to.dropped > 0) log.error({ destination: arn, lines: to.dropped }, 'lines of an access log were dropped')
    to.dropped = 0
    try {
      await to.sink.write(batch)
    } catch (error) {
      // They stay in front: the next round tries them again.
      log.error({ destination: arn, error }, 'an access log cannot be written')
      return
    }
    to.waiting = to.waiting.slice(batch.length)
    for (const line of batch) to.characters -= line.length
  }

  return {
    add(arn, line) {
      const to = open(arn)
      if (to === undefined) return
      if (to.waiting.length >= mostWaitingLines || to.characters + line.length > mostWaitingCharacters) {
        to.dropped += 1
        return
      }
      to.waiting.push(line)
      to.characters += line.length
      if (to.waiting.length >= largestBatch && to.writing === undefined) void write(arn, to)
      else schedule(arn, to)
    },
    async [Symbol.asyncDispose]() {
      for (const [arn, to] of destinations) {
        if (to === undefined) continue
        await to.writing
        for (let left = to.waiting.length + 1; to.waiting.length > 0 && to.waiting.length < left;) {
          left = to.waiting.length
          await write(arn, to)
        }
        clearTimeout(to.timer)
      }
    },
  }
}
