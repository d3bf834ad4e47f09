import { dirname, join } from 'node:path'

/** Where a value stands in a template: keys and indexes from the root. */
export type Path = readonly (string | number)[]

export interface Place {
  readonly file: string
  readonly line?: number
}

/** The text that a template came from, for messages that name a line. */
export interface Source {
  readonly file: string
  /** Where the value at `path` is written, or the nearest thing around it: what is included stands in its own file. */
  readonly placeOf: (path: Path) => Place
}

/** The name that messages show of a file that is named relative to the template. */
export function besideTemplate(template: Pick<Source, 'file'>, location: string): string {
  return join(dirname(template.file), location)
}

/** A template is wrong: says where, what, and what to write instead. */
export class TemplateError extends Error {
  readonly file: string
  readonly line: number | undefined
  readonly path: string
  readonly problem: string
  readonly advice: string

  constructor(source: Source, path: Path, problem: string, advice: string) {
    const { file, line } = source.placeOf(path)
    const where = line === undefined ? file : `${file}:${line}`
    super([where, formatPath(path), `${problem} ${advice}`].filter((part) => part !== '').join(': '))
    this.name = 'TemplateError'
    this.file = file
    this.line = line
    this.path = formatPath(path)
    this.problem = problem
    this.advice = advice
  }
}

export function formatPath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')
}
