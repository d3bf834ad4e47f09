import type { Terminal } from './terminal.ts'

/** Says why a command could not do its work: the reason and what is behind it, without a stack. */
export function reportFailure(terminal: Terminal, error: unknown): void {
  const reasons: string[] = []
  for (let at = error; at instanceof Error && reasons.length < 4; at = at.cause) {
    if (!reasons.some((reason) => reason.includes(at.message))) reasons.push(at.message)
  }
  terminal.printError(`sallyport: ${reasons.join('\n  because: ') || 'unknown failure'}\n`)
  terminal.fail(1)
}

/** Says what is wrong with a command; the exit code tells it from a failure. */
export function reportMisuse(terminal: Terminal, problems: readonly string[]): void {
  for (const problem of problems) terminal.printError(`sallyport: ${problem}\n`)
  terminal.fail(2)
}
