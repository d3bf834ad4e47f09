import type { Log } from '../../ports/log.ts'
import type { LogLevel } from './log.ts'
import { redact, redactText } from './redaction.ts'

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const satisfies readonly LogLevel[]

const indent = '         '

/** The log for somebody who watches: a line for each thing that is said, what it is about, and the errors behind it. */
export function createReadableLog(level: LogLevel, print: (text: string) => void): Log {
  const isHeard = (at: LogLevel): boolean => levels.indexOf(at) >= levels.indexOf(level)
  const write = (at: Exclude<LogLevel, 'silent'>) => (fields: object, message: string) => {
    if (isHeard(at))
      print(
        `  ${at.padEnd(5)}  ${linesOf(message, redact(fields), level === 'debug')
          .map(printable)
          .join(`\n${indent}`)}\n`,
      )
  }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error'), isHeard }
}

function linesOf(message: string, fields: unknown, hasStacks: boolean): readonly string[] {
  const facts: string[] = []
  const behind: string[] = []
  for (const [name, value] of Object.entries(fields ?? {})) {
    if (isError(value)) behind.push(...causesOf(value, hasStacks))
    else if (value !== undefined && value !== null) facts.push(`${name} ${inOneLine(value)}`)
  }
  const said = redactText(message)
  return `${said}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`.split('\n').concat(behind)
}

interface ToldError {
  readonly message: string
  readonly stack: string
  readonly cause?: unknown
}

/** As `redact` spells errors. */
function isError(value: unknown): value is ToldError {
  return typeof value === 'object' && value !== null && 'stack' in value && 'message' in value
}

/** What went wrong, and why; where in our code it did, for whoever looks closer. */
function causesOf(error: unknown, hasStacks: boolean): readonly string[] {
  if (!isError(error)) return []
  return [...(hasStacks ? error.stack : error.message).split('\n'), ...causesOf(error.cause, hasStacks)]
}

function inOneLine(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll('\n', ' ') : JSON.stringify(value)
}

/** What others sent may be in it: nothing of that steers a terminal. */
function printable(line: string): string {
  return line.replaceAll(/(?!\t)\p{Cc}/gu, '?')
}
