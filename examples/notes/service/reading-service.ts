import type { IncomingMessage, ServerResponse } from 'node:http'

const longestBody = 64 * 1024
const wordsPerMinute = 220

/**
 * A small service that knows nothing of tokens: the gateway lets only signed-in people through and names them in
 * `x-notes-user`. So it must be reachable through the gateway only.
 */
export async function handleReading(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET' && request.url === '/health') return send(response, 200, { status: 'ok' })
  if (request.method !== 'POST' || request.url !== '/reading-time') return send(response, 404, { message: 'Not Found' })
  const user = request.headers['x-notes-user']
  if (typeof user !== 'string' || user === '') return send(response, 401, { message: 'Come through the gateway.' })
  const text = readText(await readBody(request))
  if (text === undefined) return send(response, 400, { message: 'Send JSON: {"text": "…"}.' })
  const words = [...new Intl.Segmenter('en', { granularity: 'word' }).segment(text)].filter((part) => part.isWordLike)
  const minutes = Math.ceil((words.length / wordsPerMinute) * 10) / 10
  return send(response, 200, { user, characters: text.length, words: words.length, minutes })
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > longestBody) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString()
}

function readText(body: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(body ?? '')
    const text: unknown = typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined
    return typeof text === 'string' ? text : undefined
  } catch {
    return undefined
  }
}

function send(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(value))
}
