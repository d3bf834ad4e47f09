import type { FunctionDefinition } from '../../../ports/functions.ts'

/** What is particular to one language: how its worker process is started. All else is the same for every one. */
export interface WorkerRuntime {
  readonly program: (definition: FunctionDefinition) => string
  readonly parameters: (definition: FunctionDefinition) => readonly string[]
  /** The files that inline code stands for, by name. */
  readonly inlineFiles: (source: string) => Readonly<Record<string, string>>
}
