import { operationFacts, type OperationName, type Operations } from './operations.gen.ts'
import { writerOf } from './writers.ts'

/**
 * The response body of a successful operation: nothing at all for an operation without output, else JSON.
 * Undefined and null members are left out; timestamps are epoch seconds with milliseconds as a fraction,
 * blobs base64. Empty strings, lists and objects that the operation sets are written: Cognito answers
 * `"ChallengeParameters":{}` here and omits an empty `UserMFASettingList` there, and only the operation knows.
 */
export function serializeOutput<Name extends OperationName>(name: Name, output: Operations[Name]['output']): string {
  const shapeName = operationFacts[name].output
  return shapeName === null ? '' : JSON.stringify(writerOf(shapeName)(output))
}
