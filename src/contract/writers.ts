import { constraints } from './constraints.gen.ts'
import { isObject } from './json-object.ts'

/** Turns a value of ours into what JSON.stringify writes as the wire wants it. */
export type Writer = (value: unknown) => unknown

const compiled = new Map<string, Writer>()

/** The writer of a shape, compiled at first use. */
export function writerOf(shapeName: string): Writer {
  const known = compiled.get(shapeName)
  if (known) return known
  const writer = compile(shapeName)
  compiled.set(shapeName, writer)
  return writer
}

function compile(shapeName: string): Writer {
  const shape = constraints[shapeName]
  switch (shape?.type) {
    case 'structure':
      return structureWriter(shapeName, Object.entries(shape.members))
    case 'list': {
      const write = writerOf(shape.member)
      return (value) => (Array.isArray(value) ? value.map(write) : refuse(shapeName))
    }
    case 'map':
      return mapWriter(shapeName, writerOf(shape.value))
    case 'timestamp':
      return (value) => (isDate(value) ? value.getTime() / 1000 : refuse(shapeName))
    case 'blob':
      return (value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : refuse(shapeName))
    case 'string':
      return (value) => (typeof value === 'string' ? value : refuse(shapeName))
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : refuse(shapeName))
    case 'integer':
    case 'long':
      return (value) => (Number.isFinite(value) ? value : refuse(shapeName))
    case 'document':
      return (value) => value
    case undefined:
      throw new Error(`The contract has no shape ${shapeName}`)
  }
}

/** Only modelled members pass, whatever else the object carries: a row of ours never leaks through a response. */
function structureWriter(shapeName: string, targets: readonly [string, string][]): Writer {
  const members = targets.map(([name, target]) => ({ name, write: writerOf(target) }))
  return (value) => {
    if (!isObject(value)) return refuse(shapeName)
    const result: Record<string, unknown> = {}
    for (const { name, write } of members) {
      const member = value[name]
      if (member !== undefined && member !== null) result[name] = write(member)
    }
    return result
  }
}

function mapWriter(shapeName: string, write: Writer): Writer {
  return (value) => {
    if (!isObject(value)) return refuse(shapeName)
    const result: Record<string, unknown> = Object.create(null)
    for (const [key, entry] of Object.entries(value)) {
      if (entry !== undefined && entry !== null) result[key] = write(entry)
    }
    return result
  }
}

function isDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime())
}

/** A fault of ours; the message names the shape, never the value. */
function refuse(shapeName: string): never {
  throw new TypeError(`Not a ${shapeName}`)
}
