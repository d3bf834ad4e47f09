import type { Random } from '../../ports/random.ts'

/** As API Gateway's extended request ids: eleven bytes, one sign of padding. */
export function newId({ bytes }: Pick<Random, 'bytes'>): string {
  return Buffer.from(bytes(11)).toString('base64')
}

/** The same in letters that may stand in a path. */
export function newConnectionId(random: Pick<Random, 'bytes'>): string {
  return newId(random).replaceAll('+', '-').replaceAll('/', '_')
}

export function traceIdOf({ at, requestId }: { readonly at: Date; readonly requestId: string }): string {
  const seconds = Math.floor(at.getTime() / 1000).toString(16)
  return `Root=1-${seconds.padStart(8, '0')}-${Buffer.from(requestId, 'base64').toString('hex')}00`
}
