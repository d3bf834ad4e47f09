import process from 'node:process'
import type { LogSink } from '../../ports/log-sink.ts'

/** For whoever collects the output of containers. The program's own log is on the other stream. */
export const stdoutSink: LogSink = {
  write: (lines) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    process.stdout.write(lines.map((line) => `${line}\n`).join(''), (error) => (error ? reject(error) : resolve()))
    return promise
  },
}
