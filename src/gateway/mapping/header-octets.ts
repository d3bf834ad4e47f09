/** As much of a mapping's source as says where it reads. */
interface Source {
  readonly from: string
  readonly name?: string
}

const HEADER_SOURCES = new Set(['header', 'multi-value-header', 'response-header', 'response-multi-value-header'])

/** A value as a header carries it: what was read of a header is octets already, everything else is text, in UTF-8. */
export function sourceOctets({ from, name }: Source, value: string): string {
  const isOctets = HEADER_SOURCES.has(from) || (from === 'context' && name === 'identity.userAgent')
  return isOctets ? value : Buffer.from(value, 'utf8').toString('latin1')
}
