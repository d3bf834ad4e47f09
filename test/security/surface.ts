import type { OperationName } from '../../src/contract/operations.gen.ts'

/** What came back over the wire. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
}

export interface PageCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Where it comes from, where that matters; only an installation in this process can be told. */
  readonly sourceIp?: string
}

/** An installation as it is from outside, in this process or behind sockets. */
export interface Surface {
  /** Calls an operation as a client does, in JSON. Operators' operations are taken for signed. */
  operate(name: OperationName, input: object): Promise<Reply>
  /** Sends a request to a pool's domain. */
  visit(poolId: string, call: PageCall): Promise<Reply>
  /** The same by one node alone: each has an origin of its own here, and own pages lead back to theirs. */
  readonly oneNode?: Surface
  /** The installation's time. */
  now(): Date
  /** The newest code that was sent there. */
  codeFor(address: string): Promise<string>
}

/** The JSON of a reply; an exception's is its name and text. */
export function jsonOf({ body }: Reply): Record<string, any> {
  return body === '' ? {} : JSON.parse(body)
}

/** `Exception: text`, or `ok`. */
export function outcomeOf(reply: Reply): string {
  if (reply.status < 400) return 'ok'
  const { __type: type, message, error } = jsonOf(reply)
  return error === undefined ? `${type}: ${message}` : String(error)
}
