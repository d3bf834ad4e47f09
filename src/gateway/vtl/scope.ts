import type { VtlValue } from './value.ts'

/** The names that a template sees: its own and, within a macro, the macro's parameters in front of them. */
export interface Scope {
  readonly get: (name: string) => VtlValue | undefined
  readonly set: (name: string, value: VtlValue) => void
  readonly remove: (name: string) => void
}

export function createScope(names: ReadonlyMap<string, VtlValue>): Scope {
  const values = new Map(names)
  return {
    get: (name) => values.get(name),
    set: (name, value) => void values.set(name, value),
    remove: (name) => void values.delete(name),
  }
}

export function macroScope(outer: Scope, parameters: ReadonlyMap<string, VtlValue>): Scope {
  const own = new Map(parameters)
  return {
    get: (name) => (own.has(name) ? own.get(name) : outer.get(name)),
    set: (name, value) => (own.has(name) ? void own.set(name, value) : outer.set(name, value)),
    remove: (name) => (own.has(name) ? void own.delete(name) : outer.remove(name)),
  }
}
