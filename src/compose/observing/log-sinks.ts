import { fileSink } from '../../adapters/log-sinks/file-sink.ts'
import { httpSink } from '../../adapters/log-sinks/http-sink.ts'
import { stdoutSink } from '../../adapters/log-sinks/stdout-sink.ts'
import type { LogPlace } from '../../config/settings/log-places.ts'
import type { FindLogSink, LogSink } from '../../ports/log-sink.ts'

/** Sinks by the ARNs that mean them, the first that fits. With `--json` the standard output has one line and nothing else. */
export function findLogSinks(places: readonly LogPlace[], isOutputTaken: boolean): FindLogSink {
  if (isOutputTaken && places.some(({ sink }) => sink.kind === 'stdout')) {
    throw new Error('the settings send log records to stdout, where --json allows one line only')
  }
  const sinks = places.map(({ matches, sink }) => ({ matches, sink: openSink(sink) }))
  return (destination) => sinks.find(({ matches }) => matches(destination))?.sink
}

function openSink(sink: LogPlace['sink']): LogSink {
  switch (sink.kind) {
    case 'file':
      return fileSink(sink.path)
    case 'http':
      return httpSink(sink.url)
    case 'stdout':
      return stdoutSink
  }
}
