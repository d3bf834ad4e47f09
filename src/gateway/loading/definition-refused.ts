export interface DefinitionProblem {
  readonly logicalId: string
  /** Where in the resource, for example `Properties.Body.paths./notes.get.security`. */
  readonly property: string
  readonly line: number | undefined
  /** The file that the line is of, where that is not the template itself. */
  readonly file?: string
  /** What is wrong and what to write instead. */
  readonly advice: string
}

/** Every reason why a template's APIs cannot be served. The definitions in service stay as they are. */
export class DefinitionRefused extends Error {
  readonly problems: readonly DefinitionProblem[]

  /** With the template's file named, each line points into a file. */
  constructor(problems: readonly DefinitionProblem[], file?: string) {
    const lines = problems.map((problem) => (file === undefined ? describe(problem) : describeIn(file, problem)))
    // What stands in one place may be read for several stages.
    super([...new Set(lines)].join('\n'))
    this.name = 'DefinitionRefused'
    this.problems = problems
  }
}

function describe({ logicalId, property, line, advice }: DefinitionProblem): string {
  return `${logicalId}${line === undefined ? '' : ` (line ${line})`}: ${property}: ${advice}`
}

function describeIn(template: string, problem: DefinitionProblem): string {
  const { logicalId, property, line, advice, file = template } = problem
  return `${file}${line === undefined ? '' : `:${line}`}: Resources.${logicalId}.${property}: ${advice}`
}
