import { isObject } from '../../contract/json-object.ts'
import type { FunctionResult } from '../../ports/functions.ts'

type FunctionError = Extract<FunctionResult, { kind: 'function-error' }>

/** What a function threw, as Lambda's runtimes write it: `{ errorType, errorMessage }`. */
export function functionErrorOf(payload: unknown): FunctionError {
  const { errorType, errorMessage } = isObject(payload) ? payload : {}
  return {
    kind: 'function-error',
    errorType: typeof errorType === 'string' ? errorType : 'Error',
    errorMessage: typeof errorMessage === 'string' ? errorMessage : 'Unhandled',
  }
}
