import type { HeaderList } from '../../http/header-list.ts'
import { jsonReply, type Reply } from '../exchange/reply.ts'

const MESSAGES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const

/** What an HTTP API answers in its own name: fixed texts, never customised, never 405. */
export function httpError(status: keyof typeof MESSAGES, headers: HeaderList = []): Reply {
  const message = MESSAGES[status]
  return { ...jsonReply(status, { message }, headers), error: { message } }
}
