import type { ExceptionName } from './exceptions.gen.ts'

/** A documented refusal of one operation: thrown as is, rendered by the wire, never logged as a fault. */
export class Refusal extends Error {
  readonly exception: ExceptionName
  readonly reasonCode: string | undefined

  constructor(exception: ExceptionName, message: string, reasonCode?: string) {
    super(message)
    this.name = 'Refusal'
    this.exception = exception
    this.reasonCode = reasonCode
  }
}

/**
 * Makes the refusal to throw: `throw refuse('UserNotFoundException', 'User does not exist.')`.
 * `Exception` is the set that the contract lists for the operation, so any other does not compile;
 * a flow asks for the narrower set that it raises.
 */
export type Refuse<Exception extends ExceptionName = ExceptionName> = (
  exception: Exception,
  message: string,
  reasonCode?: string,
) => Refusal

export const refuse: Refuse = (exception, message, reasonCode) => new Refusal(exception, message, reasonCode)
