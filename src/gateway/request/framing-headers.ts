/** Framing belongs to the gateway; a mapped value there could split one request into two (GW-02). */
const FRAMING_HEADERS = new Set([
  'connection',
  'content-length',
  'host',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

export function isFramingHeader(name: string): boolean {
  return FRAMING_HEADERS.has(name.toLowerCase())
}
