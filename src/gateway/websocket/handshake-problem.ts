import { findHeader, headerValues } from '../../http/header-list.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import { jsonReply, type Reply } from '../exchange/reply.ts'

/** RFC 6455 section 4.2.1, before any function is asked. Undefined for a handshake that can be answered. */
export function handshakeProblem({ headers, method, hasBody }: GuardedRequest): Reply | undefined {
  const [version, ...moreVersions] = headerValues(headers, 'sec-websocket-version')
  const [key, ...moreKeys] = headerValues(headers, 'sec-websocket-key')
  if (method !== 'GET' || hasBody) return jsonReply(400, { message: 'Bad Request' })
  if (version !== '13' || moreVersions.length > 0) {
    return jsonReply(426, { message: 'Upgrade Required' }, [['Sec-WebSocket-Version', '13']])
  }
  if (key === undefined || moreKeys.length > 0 || !/^[+/0-9A-Za-z]{22}==$/.test(key)) {
    return jsonReply(400, { message: 'Bad Request' })
  }
  if (headerValues(headers, 'origin').length > 1 || offeredProtocols(headers) === undefined) {
    return jsonReply(400, { message: 'Bad Request' })
  }
  return undefined
}

/** The subprotocols that the client offers; undefined for a list that is none. */
export function offeredProtocols(headers: GuardedRequest['headers']): readonly string[] | undefined {
  const field = findHeader(headers, 'sec-websocket-protocol')
  if (field === undefined) return []
  if (headerValues(headers, 'sec-websocket-protocol').length > 1) return undefined
  const offered = field.split(',').map((name) => name.trim())
  const isList =
    offered.every((name) => /^[!#$%&'*+\-.^`|~\w]+$/.test(name)) && new Set(offered).size === offered.length
  return isList ? offered : undefined
}
