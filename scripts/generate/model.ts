import { amendedEnums, amendedMembers, amendedShapes } from '../../src/contract/amendments.ts'
import type { ConstraintShape } from '../../src/contract/constraint-shape.ts'

export type Shape = ConstraintShape & { readonly error?: boolean; readonly fault?: 'client' | 'server' }

export interface ModelOperation {
  readonly auth: 'sigv4' | 'none'
  readonly input: string
  readonly output: string | null
  readonly errors: readonly string[]
}

export interface Model {
  readonly operations: Readonly<Record<string, ModelOperation>>
  readonly shapes: Readonly<Record<string, Shape>>
}

/** Applies what is known of the service beyond its model; an amendment that hits nothing is a mistake. */
export function amendModel(model: Model): Model {
  const shapes: Record<string, Shape> = { ...model.shapes, ...amendedShapes }
  for (const [name, values] of Object.entries(amendedEnums)) {
    const shape = requireShape(model, name)
    if (shape.type !== 'string' || !shape.enum) throw new Error(`${name} is not an enumeration`)
    const added = values.filter((value) => !shape.enum?.includes(value))
    if (added.length === 0) throw new Error(`The model lists all values of ${name}: drop the amendment`)
    shapes[name] = { ...shape, enum: [...shape.enum, ...added] }
  }
  for (const [name, targets] of Object.entries(amendedMembers)) {
    const shape = requireShape(model, name)
    if (shape.type !== 'structure') throw new Error(`${name} is not a structure`)
    const unknown = Object.keys(targets).filter((member) => !(member in shape.members))
    if (unknown.length > 0) throw new Error(`${name} has no member ${unknown.join(', ')}`)
    shapes[name] = { ...shape, members: { ...shape.members, ...targets } }
  }
  return { operations: model.operations, shapes }
}

export function requireShape(model: Model, name: string): Shape {
  const shape = model.shapes[name]
  if (!shape) throw new Error(`The model names the shape ${name} but does not define it`)
  return shape
}

export function listOperations(model: Model): [string, ModelOperation][] {
  return Object.entries(model.operations).toSorted(byName)
}

export function listShapes(model: Model): [string, Shape][] {
  return Object.entries(model.shapes).toSorted(byName)
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}
