import { dirname } from 'node:path'
import { RuntimeFailure } from './describe-error.ts'

const longest = 8192
/** What a stack has of this process, and of nobody's function. */
const ours = [dirname(import.meta.dirname), 'node:']

/** Prints where a function failed, as Lambda's runtime does to the function's log. */
export function tellFailure(error: unknown): void {
  // What the runtime itself says has no place in the code; what it says of the code has it in its cause.
  const place = error instanceof RuntimeFailure ? error.cause : error
  if (!(place instanceof Error) || typeof place.stack !== 'string') return
  const lines = place.stack.split('\n').filter((line) => !isOurs(line))
  process.stderr.write(`${lines.join('\n').slice(0, longest)}\n`)
}

function isOurs(line: string): boolean {
  return /^\s+at /.test(line) && ours.some((path) => line.includes(path))
}
