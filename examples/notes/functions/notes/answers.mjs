// Answers as the proxy integration of API Gateway takes them.
const headers = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  ...(process.env.ALLOWED_ORIGIN && { 'Access-Control-Allow-Origin': process.env.ALLOWED_ORIGIN }),
}

export function answer(statusCode, value) {
  return { statusCode, headers, body: JSON.stringify(value) }
}

export function nothing() {
  return { statusCode: 204, headers, body: '' }
}

export function problem(statusCode, message) {
  return answer(statusCode, { message })
}
