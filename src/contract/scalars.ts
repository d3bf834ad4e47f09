import type { ScalarShape } from './constraint-shape.ts'

/** Turns a JSON value into ours, or into undefined when it has the wrong type. */
export const convertScalar: Readonly<Record<ScalarShape['type'], (value: unknown) => unknown>> = {
  string: (value) => (typeof value === 'string' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  integer: (value) => (typeof value === 'number' && (value | 0) === value ? value : undefined),
  long: (value) => (Number.isSafeInteger(value) ? value : undefined),
  timestamp: toDate,
  blob: toBytes,
}

/** The wire counts seconds, with milliseconds as a fraction. */
function toDate(value: unknown): Date | undefined {
  if (typeof value !== 'number') return undefined
  const date = new Date(Math.round(value * 1000))
  return Number.isNaN(date.getTime()) ? undefined : date
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

function toBytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value.length % 4 !== 0 || !base64.test(value)) return undefined
  return new Uint8Array(Buffer.from(value, 'base64'))
}
