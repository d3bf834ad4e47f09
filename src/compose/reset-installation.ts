import type { TemplateResource } from '../domain/template-resource.ts'
import type { Ports } from '../ports/ports.ts'
import type { Write } from '../ports/storage/storage.ts'
import type { TemplateState } from '../ports/template-state.ts'

const stackOf = 'notes'
const usersAtOnce = 60

/**
 * Puts an installation back to what it was after its first start: pools that no template made are deleted, those of the
 * template lose their users and groups, and every setting of the template is applied anew by the next load.
 */
export async function resetInstallation(
  ports: Pick<Ports, 'storage'>,
  state: TemplateState,
  resources: readonly TemplateResource[],
): Promise<void> {
  const kept = new Set(resources.map(({ physicalId }) => physicalId))
  for (const poolId of await listPoolIds(ports)) {
    await (kept.has(poolId) ? emptyPool(ports, poolId) : deletePool(ports, poolId))
  }
  for (const stack of [stackOf, 'local']) {
    for (const logicalId of await state.list(stack)) {
      const record = await state.get(stack, logicalId)
      if (record) await state.put(stack, logicalId, { ...record, propertiesDigest: '' })
    }
  }
}

async function listPoolIds({ storage }: Pick<Ports, 'storage'>): Promise<readonly string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await storage.userPools.list({ limit: 60, after })
    ids.push(...page.items.map(({ id }) => id))
    after = page.next
  } while (after !== undefined)
  return ids
}

async function deletePool({ storage }: Pick<Ports, 'storage'>, poolId: string): Promise<void> {
  const domains = await storage.userPools.listDomains(poolId)
  await commit(storage, [
    ...domains.map(({ domain }): Write => ({ write: 'deleteDomain', poolId, domain })),
    { write: 'deleteUserPool', poolId },
  ])
}

async function emptyPool({ storage }: Pick<Ports, 'storage'>, poolId: string): Promise<void> {
  for (;;) {
    const { items } = await storage.users.list(poolId, undefined, { limit: usersAtOnce, after: undefined })
    if (items.length === 0) break
    await commit(
      storage,
      items.map(({ sub }): Write => ({ write: 'deleteUser', poolId, sub })),
    )
  }
  for (;;) {
    const { items } = await storage.groups.list(poolId, { limit: usersAtOnce, after: undefined })
    if (items.length === 0) return
    await commit(
      storage,
      items.map(({ name }): Write => ({ write: 'deleteGroup', poolId, name })),
    )
  }
}

/** Somebody else may be at work at the same time: what is gone already need not be deleted. */
async function commit(storage: Ports['storage'], writes: readonly Write[]): Promise<void> {
  const result = await storage.commit(writes)
  if (!result.committed) throw new Error(`The reset met somebody else's change (${result.guard}); try it again`)
}
