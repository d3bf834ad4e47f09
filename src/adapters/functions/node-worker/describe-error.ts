/** A failure that the runtime itself names, such as `Runtime.HandlerNotFound`. */
export class RuntimeFailure extends Error {
  constructor(errorType: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = errorType
  }
}

/** What Lambda says of whatever a function threw. */
export function describeError(error: unknown): { readonly errorType: string; readonly errorMessage: string } {
  if (error instanceof Error || isErrorLike(error)) return { errorType: error.name, errorMessage: error.message }
  return { errorType: typeof error, errorMessage: String(error) }
}

/** An error of another realm, such as one made in a `vm` context. */
function isErrorLike(value: unknown): value is { readonly name: string; readonly message: string } {
  if (typeof value !== 'object' || value === null) return false
  return 'name' in value && typeof value.name === 'string' && 'message' in value && typeof value.message === 'string'
}
