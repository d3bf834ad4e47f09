import { listOperations, listShapes, type Model, requireShape, type Shape } from './model.ts'

export function renderShapes(model: Model): string {
  const declarations: { kind: 'enum' | 'structure'; text: string }[] = []
  for (const [name, shape] of listShapes(model)) {
    if (shape.type === 'string' && shape.enum) {
      const values = shape.enum.map((value) => `'${value}'`).join(' | ')
      declarations.push({ kind: 'enum', text: `export type ${name} = ${values}\n` })
    }
    if (shape.type === 'structure' && !shape.error) {
      declarations.push({ kind: 'structure', text: renderStructure(model, name, shape) })
    }
    if (shape.type === 'document') declarations.push({ kind: 'structure', text: documentType })
  }
  const enums = declarations.filter(({ kind }) => kind === 'enum')
  const structures = declarations.filter(({ kind }) => kind === 'structure')
  return [...enums, ...structures].map(({ text }) => text).join('\n')
}

export function renderOperations(model: Model): string {
  const operations = listOperations(model)
  const entries = operations.map(([name, { input, output, errors }]) => {
    const exceptions = errors.toSorted().map((error) => `'${error}'`)
    return `  ${name}: {
    input: Shapes.${input}
    output: ${output ? `Shapes.${output}` : 'void'}
    exception: ${exceptions.join(' | ')}
  }`
  })
  const facts = operations.map(([name, { auth, input, output, errors }]) => {
    const fault = errors.find((error) => isFault(requireShape(model, error)))
    if (!fault) throw new Error(`${name} lists no server fault`)
    return `  ${name}: { auth: '${auth}', input: '${input}', output: ${output ? `'${output}'` : 'null'}, fault: '${fault}' },`
  })
  return `import type * as Shapes from './shapes.gen.ts'

/** Input, output and documented exceptions of every operation, by wire name. */
export interface Operations {
${entries.join('\n')}
}

export type OperationName = keyof Operations

export interface OperationFacts {
  /** \`none\`: unsigned (authorized by token, session or client credentials). \`sigv4\`: operators only. */
  readonly auth: 'none' | 'sigv4'
  readonly input: string
  /** null: success has no body at all. */
  readonly output: string | null
  /** The exception that stands for our own failure. */
  readonly fault: 'InternalErrorException' | 'InternalServerException'
}

export const operationFacts: Readonly<Record<OperationName, OperationFacts>> = {
${facts.join('\n')}
}
`
}

export function renderExceptions(model: Model): string {
  const errors = listShapes(model).filter(([, shape]) => shape.error === true)
  return `export type ExceptionName =
${errors.map(([name]) => `  | '${name}'`).join('\n')}

export const exceptionFaults: Readonly<Record<ExceptionName, 'client' | 'server'>> = {
${errors.map(([name, shape]) => `  ${name}: '${shape.fault ?? 'client'}',`).join('\n')}
}
`
}

function isFault(shape: Shape): boolean {
  return shape.error === true && shape.fault === 'server'
}

function renderStructure(model: Model, name: string, shape: Shape & { type: 'structure' }): string {
  const required = new Set(shape.required)
  const members = Object.entries(shape.members).map(([member, target]) => {
    const type = typeOf(model, target)
    return required.has(member) ? `  readonly ${member}: ${type}` : `  readonly ${member}?: ${type} | undefined`
  })
  if (members.length === 0) return `export type ${name} = Readonly<Record<string, never>>\n`
  return `export interface ${name} {\n${members.join('\n')}\n}\n`
}

function typeOf(model: Model, name: string): string {
  const shape = requireShape(model, name)
  switch (shape.type) {
    case 'structure':
    case 'document':
      return name
    case 'string':
      return shape.enum ? name : 'string'
    case 'list':
      return `readonly ${wrapUnion(typeOf(model, shape.member))}[]`
    case 'map':
      return `Readonly<Record<string, ${typeOf(model, shape.value)}>>`
    case 'integer':
    case 'long':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'blob':
      return 'Uint8Array'
    case 'timestamp':
      return 'Date'
  }
}

function wrapUnion(type: string): string {
  return type.startsWith('readonly ') ? `(${type})` : type
}

const documentType = `/** Any JSON value. */
export type Document =
  | null
  | boolean
  | number
  | string
  | readonly Document[]
  | { readonly [member: string]: Document }
`
