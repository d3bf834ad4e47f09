import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import { httpError } from './http-errors.ts'

/** For requests that no API may be asked about. The connection ends with the answer: its framing is in doubt. */
export function badRequest(reason: string): PipelineReply {
  return { kind: 'reply', reply: httpError(400), reason, closes: true }
}
