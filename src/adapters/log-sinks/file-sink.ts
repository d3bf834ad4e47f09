import { appendFile } from 'node:fs/promises'
import type { LogSink } from '../../ports/log-sink.ts'

/** Appends to a file, which is opened anew for each batch: whoever rotates it need not tell us. */
export function fileSink(path: string): LogSink {
  return { write: (lines) => appendFile(path, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 }) }
}
