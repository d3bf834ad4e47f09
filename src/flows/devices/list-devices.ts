import type { Refuse } from '../../contract/refusal.ts'
import type { Device } from '../../domain/devices/device.ts'
import { paginationToken } from '../../domain/pagination-token.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { requirePage } from '../require-page.ts'

const defaultLimit = 60

/** A page of a user's devices. `operation` and user bind the token for the next one. */
export async function listDevices(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'InvalidParameterException'>,
  { poolId, sub }: Pick<User, 'poolId' | 'sub'>,
  page: { readonly operation: string; readonly limit: number | undefined; readonly token: string | undefined },
): Promise<{ readonly devices: readonly Device[]; readonly token: string | undefined }> {
  const scope = `${page.operation} ${poolId} ${sub}`
  const request = requirePage(refuse, scope, { limit: page.limit || defaultLimit, token: page.token })
  const { items, next } = await ports.storage.factors.listDevices(poolId, sub, request)
  return { devices: items, token: paginationToken(scope, next) }
}
