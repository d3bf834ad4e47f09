/** A template that is not VTL. Thrown while definitions are loaded, never for a request. */
export class VtlSyntaxError extends Error {
  readonly line: number
  readonly column: number

  constructor(problem: string, text: string, at: number) {
    const before = text.slice(0, at).split('\n')
    const line = before.length
    const column = (before.at(-1)?.length ?? 0) + 1
    super(`${problem} (line ${line}, column ${column} of the template)`)
    this.name = 'VtlSyntaxError'
    this.line = line
    this.column = column
  }
}

/**
 * A template that cannot be carried out for this request: Java would have thrown, or a limit is reached. Its text goes to the log and holds
 * nothing of what the template works on.
 */
export class VtlError extends Error {
  constructor(problem: string) {
    super(problem)
    this.name = 'VtlError'
  }
}
