import type { FunctionResult } from '../../ports/functions.ts'
import { responseTooLarge } from './function-failure.ts'
import { largestPayloadBytes } from './messages.ts'

/** Puts the pieces of an answer together that is wanted as a whole. */
export function collectAnswer() {
  const pieces: Uint8Array[] = []
  let size = 0
  return {
    async write(piece: Uint8Array): Promise<void> {
      size += piece.length
      if (size <= largestPayloadBytes) pieces.push(piece)
    },
    result(): FunctionResult {
      if (size > largestPayloadBytes) return responseTooLarge()
      try {
        return { kind: 'success', payload: JSON.parse(Buffer.concat(pieces).toString()) }
      } catch {
        const errorMessage = 'The answer is not JSON.'
        return { kind: 'function-error', errorType: 'Runtime.MalformedResponse', errorMessage }
      }
    },
  }
}
