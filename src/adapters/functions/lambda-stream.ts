import { isObject } from '../../contract/json-object.ts'
import type { StreamEnd, StreamingCall } from '../../ports/functions.ts'
import { readEventStream } from './event-stream.ts'
import { functionErrorOf } from './function-error-of.ts'
import { unavailable } from './post-json.ts'

/** Pieces until InvokeComplete, which says how the function ended. */
export async function writeEvents({ body }: Response, write: StreamingCall['write']): Promise<StreamEnd> {
  if (body === null) return unavailable('Lambda broke the stream off')
  for await (const { headers, payload } of readEventStream(body)) {
    if (headers.get(':message-type') !== 'event') return unavailable('Lambda broke the stream off')
    if (headers.get(':event-type') === 'PayloadChunk') await write(payload)
    if (headers.get(':event-type') === 'InvokeComplete') return endOf(payload)
  }
  return unavailable('Lambda broke the stream off')
}

function endOf(payload: Uint8Array): StreamEnd {
  const told = jsonOf(payload)
  if (!isObject(told) || typeof told['ErrorCode'] !== 'string') return { kind: 'complete' }
  return functionErrorOf({ errorType: told['ErrorCode'], ...detailsOf(told['ErrorDetails']) })
}

/** What the function threw, as JSON in a text; Lambda's own words are plain. */
function detailsOf(details: unknown): object {
  if (typeof details !== 'string') return {}
  const thrown = jsonOf(Buffer.from(details))
  return isObject(thrown) ? thrown : { errorMessage: details }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch {
    // Lambda writes a complete message for what has no details, and plain words for its own errors.
    return undefined
  }
}
