import type { ConstraintShape } from '../../src/contract/constraint-shape.ts'
import { type Model, requireShape, type Shape } from './model.ts'

/** Only what validation and serialisation read, and only shapes that some input or output reaches. */
export function renderConstraints(model: Model): string {
  const reached = new Map<string, string>()
  for (const { input, output } of Object.values(model.operations)) {
    visit(input)
    if (output) visit(output)
  }
  const lines = [...reached].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `  ${name}: ${text},`)
  return `import type { ConstraintShape } from './constraint-shape.ts'

export const constraints: Readonly<Record<string, ConstraintShape>> = {
${lines.join('\n')}
}
`
  function visit(name: string): void {
    if (reached.has(name)) return
    const shape = requireShape(model, name)
    reached.set(name, JSON.stringify(trim(shape)))
    for (const target of targetsOf(shape)) visit(target)
  }
}

function targetsOf(shape: Shape): readonly string[] {
  switch (shape.type) {
    case 'structure':
      return Object.values(shape.members)
    case 'list':
      return [shape.member]
    case 'map':
      return [shape.key, shape.value]
    default:
      return []
  }
}

/** The model also tells history and documentation. */
function trim(shape: Shape): ConstraintShape {
  const { sensitive } = shape
  switch (shape.type) {
    case 'structure':
      return { type: shape.type, members: shape.members, required: shape.required, sensitive }
    case 'string': {
      const { type, enum: values, min, max, pattern } = shape
      return { type, enum: values, min, max, pattern, sensitive }
    }
    case 'list':
      return { type: shape.type, member: shape.member, min: shape.min, max: shape.max, sensitive }
    case 'map':
      return { type: shape.type, key: shape.key, value: shape.value, min: shape.min, max: shape.max, sensitive }
    case 'integer':
    case 'long':
    case 'blob':
      return { type: shape.type, min: shape.min, max: shape.max, sensitive }
    case 'boolean':
    case 'timestamp':
    case 'document':
      return { type: shape.type, sensitive }
  }
}
