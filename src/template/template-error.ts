/** Where a value stands in a template: keys and indexes from the root. */
export type Path = readonly (string | number)[]

/** The text that a template came from, for messages that name a line. */
export interface Source {
  readonly file: string
  /** The line of the value at `path`, or of the nearest thing around it. */
  readonly lineOf: (path: Path) => number | undefined
}

/** A template is wrong: says where, what, and what to write instead. */
export class TemplateError extends Error {
  readonly file: string
  readonly line: number | undefined
  readonly path: string
  readonly problem: string
  readonly advice: string

  constructor(source: Source, path: Path, problem: string, advice: string) {
    const line = source.lineOf(path)
    const where = line === undefined ? source.file : `${source.file}:${line}`
    super([where, formatPath(path), `${problem} ${advice}`].filter((part) => part !== '').join(': '))
    this.name = 'TemplateError'
    this.file = source.file
    this.line = line
    this.path = formatPath(path)
    this.problem = problem
    this.advice = advice
  }
}

export function formatPath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')
}
