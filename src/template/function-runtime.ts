import type { FunctionDefinition, PythonInterpreter } from '../ports/functions.ts'
import type { TemplateResource } from '../domain/template-resource.ts'

/** What runs functions of Python; undefined where nobody looked for it, since no code of the template is run. */
export type FoundPython = PythonInterpreter | 'none' | undefined

const leastMinor = 9
const elsewhere = '--lambda-endpoint or --function-webhooks lead to where it runs'

export function isPython(runtime: unknown): boolean {
  return typeof runtime === 'string' && /^python3\.\d+$/.test(runtime)
}

export function hasPythonFunctions(resources: readonly TemplateResource[]): boolean {
  return resources.some(({ type, properties }) => type === 'AWS::Lambda::Function' && isPython(properties.Runtime))
}

/** Why functions of the runtime do not run here. */
export function runtimeProblem(runtime: unknown, python: FoundPython): string | undefined {
  const said = `its runtime is ${typeof runtime === 'string' ? runtime : 'not a text'}`
  if (isPython(runtime)) {
    if (python === 'none') return `${said}, and there is no python3: install python3, 3.9 or newer; ${elsewhere}.`
    if (python === undefined || python.minor >= leastMinor) return undefined
    return `${said}, and python3 is 3.${python.minor} here: install 3.9 or newer; ${elsewhere}.`
  }
  if (typeof runtime === 'string' && /^nodejs\d+\.x$/.test(runtime)) return undefined
  return `${said}, and only those of Node.js and Python (nodejs24.x, python3.13) do; ${elsewhere}.`
}

/** One line for each runtime of Python that another version stands in for. */
export function versionWarnings(
  functions: readonly Pick<FunctionDefinition, 'functionName' | 'runtime'>[],
  python: FoundPython,
): readonly string[] {
  if (python === undefined || python === 'none') return []
  const here = `python3.${python.minor}`
  const others = Map.groupBy(
    functions.filter(({ runtime }) => isPython(runtime) && runtime !== here),
    ({ runtime }) => runtime,
  )
  return [...others].map(
    ([runtime, them]) =>
      `Python 3.${python.minor} (${python.program}) runs what is written for ${runtime}: ${them.map(({ functionName }) => functionName).join(', ')}.`,
  )
}
