import type { MockIntegration } from '../definition/integration.ts'
import { withHeader } from '../request/header-list.ts'
import type { Reply } from '../responses/reply.ts'

/** The static answer of a MOCK, such as the preflights that SAM writes for REST APIs. */
export function answerMock({ status, headers, body }: MockIntegration): Reply {
  const hasContentType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  return { status, headers: hasContentType ? headers : withHeader(headers, 'Content-Type', 'application/json'), body }
}
