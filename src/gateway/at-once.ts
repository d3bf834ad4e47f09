/** What may be known at once. To wait for what is known costs a request more than most of what is asked of it. */
export type AtOnce<Value> = Value | Promise<Value>

export function whenKnown<Value, Result>(value: AtOnce<Value>, next: (value: Value) => AtOnce<Result>): AtOnce<Result> {
  return value instanceof Promise ? value.then(next) : next(value)
}
