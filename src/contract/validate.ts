import { isObject } from './json-object.ts'
import { operationFacts, type OperationName, type Operations } from './operations.gen.ts'
import { readerOf } from './readers.ts'
import { describeViolations, newProblems, type Reader } from './violations.ts'

export type Validation<Input> =
  | { readonly ok: true; readonly input: Input }
  | {
      readonly ok: false
      readonly exception: 'InvalidParameterException' | 'SerializationException'
      readonly message: string | undefined
    }

/**
 * Checks parsed JSON against the contract's input of one operation, in Cognito's words.
 * The input is a copy with modelled members only: unknown members are dropped, null counts as absent,
 * timestamps become Date and blobs Uint8Array, maps have no prototype.
 *
 * The overload is the boundary between wire and types: readers and input types are generated from one model.
 */
export function validateInput<Name extends OperationName>(
  name: Name,
  value: unknown,
): Validation<Operations[Name]['input']>
export function validateInput(name: OperationName, value: unknown): Validation<unknown> {
  // Cognito: a body that is no object at all is refused without a word, an array with one.
  if (!isObject(value) && !Array.isArray(value)) {
    return { ok: false, exception: 'SerializationException', message: undefined }
  }
  const problems = newProblems()
  const input = inputReaderOf(name)(value, problems)
  if (problems.wrongType !== undefined) {
    return { ok: false, exception: 'SerializationException', message: problems.wrongType }
  }
  if (problems.violations.length > 0) {
    const message = describeViolations(problems.violations)
    return { ok: false, exception: 'InvalidParameterException', message }
  }
  return { ok: true, input }
}

/** By operation, so that the hot path makes no key and asks no shape. */
const inputReaders = new Map<OperationName, Reader>()

function inputReaderOf(name: OperationName): Reader {
  const known = inputReaders.get(name)
  if (known) return known
  const reader = readerOf(operationFacts[name].input)
  inputReaders.set(name, reader)
  return reader
}
