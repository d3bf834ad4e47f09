import pino, { type DestinationStream } from 'pino'
import type { Log } from '../../ports/log.ts'
import { redact, redactText } from './redaction.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** One JSON object a line, on stderr: stdout belongs to what a program was asked to print. */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(2)): Log {
  const writer = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  )
  const write = (at: Exclude<LogLevel, 'silent'>) => (fields: object, message: string) => {
    if (writer.isLevelEnabled(at)) writer[at](redact(fields), redactText(message))
  }
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    isHeard: (at) => writer.isLevelEnabled(at),
  }
}
