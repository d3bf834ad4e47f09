/** A text frame wherever the bytes are text. */
export function framePayload(bytes: Buffer): string | Buffer {
  const text = bytes.toString('utf8')
  return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes
}
