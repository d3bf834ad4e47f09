import { isIP } from 'node:net'
import type { AddressOfOrigin } from './balanced-addresses.ts'

/** Answers the addresses of a host name, as the system resolves it. */
export type LookUp = (hostname: string) => Promise<readonly string[]>

/** Every address of every origin. */
export async function resolveAddresses(
  origins: readonly string[],
  lookUp: LookUp,
): Promise<readonly AddressOfOrigin[]> {
  const found = await Promise.all(
    origins.map(async (origin) => {
      const hostname = new URL(origin).hostname.replaceAll(/[[\]]/g, '')
      const addresses = isIP(hostname) === 0 ? await lookUp(hostname) : [hostname]
      return addresses.map((address) => ({ origin, address }))
    }),
  )
  return found.flat()
}
