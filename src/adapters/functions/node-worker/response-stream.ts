import { Writable } from 'node:stream'

/** What one message carries at most: a handler may write megabytes at once. */
const largestPiece = 262_144

/** Takes one piece and settles when the next may come. */
export type SendPiece = (piece: Uint8Array) => Promise<void>

/** The `responseStream` of a streaming handler, with the members that Lambda's has. */
export class ResponseStream extends Writable {
  readonly #send: SendPiece
  #isBegun = false
  /** As in Lambda's runtime: nothing is written before the first write, so a stream without one has no prelude. */
  _onBeforeFirstWrite: ((write: (chunk: unknown) => void) => void) | undefined

  constructor(send: SendPiece) {
    // In object mode whatever else is written becomes JSON, as in Lambda's runtime.
    super({ objectMode: true })
    this.#send = send
  }

  setContentType(_contentType: string): void {
    if (this.#isBegun) throw new Error('Cannot set content-type, too late.')
  }

  override _writev(chunks: readonly { chunk: unknown; encoding: BufferEncoding }[], done: (error?: Error) => void) {
    const bytes = chunks.map(({ chunk, encoding }) => bytesOf(chunk, encoding))
    if (!this.#isBegun) {
      const before: Uint8Array[] = []
      this._onBeforeFirstWrite?.((chunk) => before.push(bytesOf(chunk, 'utf8')))
      bytes.unshift(...before)
    }
    this.#isBegun = true
    this.#sendAll(Buffer.concat(bytes)).then(() => done(), done)
  }

  async #sendAll(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += largestPiece) await this.#send(bytes.subarray(at, at + largestPiece))
  }
}

function bytesOf(chunk: unknown, encoding: BufferEncoding): Uint8Array {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding)
  return chunk instanceof Uint8Array ? chunk : Buffer.from(JSON.stringify(chunk) ?? '')
}
