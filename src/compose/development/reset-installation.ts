import type { SqlStorage } from '../../adapters/sql/sql-storage.ts'
import type { TemplateResource } from '../../domain/template-resource.ts'
import type { Page, PageRequest } from '../../ports/storage/page.ts'
import type { Storage, Write } from '../../ports/storage/storage.ts'

export interface ResetOptions {
  readonly storage: SqlStorage
  readonly stackName: string
  /** What the template made, which stays. */
  readonly resources: readonly TemplateResource[]
}

const atOnce = 60
/** Everything that can expire has by then. */
const endOfTime = new Date(8_640_000_000_000_000)

/**
 * Puts a database back to what it was after its first start: pools that no template made are deleted, those of the
 * template lose their users, groups and whatever else was added to them. The next load of the template makes its own
 * groups again and applies every setting anew.
 */
export async function resetInstallation({ storage, stackName, resources }: ResetOptions): Promise<void> {
  const kept = new Set(resources.map(({ type, physicalId }) => `${type} ${physicalId}`))
  const isKept = (type: string, physicalId: string): boolean => kept.has(`${type} ${physicalId}`)
  const pools = await everyItem((page) => storage.userPools.list(page))
  for (const { id } of pools) {
    if (isKept('AWS::Cognito::UserPool', id)) await emptyPool(storage, id, isKept)
    else await deletePool(storage, id)
  }
  await storage.deleteExpired(endOfTime)
  await storage.gatewaySessions.deleteExpired(endOfTime)
  for (const logicalId of await storage.templateState.list(stackName)) {
    const record = await storage.templateState.get(stackName, logicalId)
    if (record) await storage.templateState.put(stackName, logicalId, { ...record, propertiesDigest: '' })
  }
}

type IsKept = (type: string, physicalId: string) => boolean

async function emptyPool(storage: Storage, poolId: string, isKept: IsKept): Promise<void> {
  const first = { limit: atOnce, after: undefined }
  await deleteUntilNoneIsLeft(storage, async () => {
    const { items } = await storage.users.list(poolId, undefined, first)
    return items.map(({ sub }) => ({ write: 'deleteUser', poolId, sub }))
  })
  await deleteUntilNoneIsLeft(storage, async () => {
    const { items } = await storage.groups.list(poolId, first)
    return items.map(({ name }) => ({ write: 'deleteGroup', poolId, name }))
  })
  const clients = await everyItem((page) => storage.appClients.list(poolId, page))
  const servers = await everyItem((page) => storage.userPools.listResourceServers(poolId, page))
  const domains = await storage.userPools.listDomains(poolId)
  await deleteEach(storage, [
    ...clients
      .filter(({ id }) => !isKept('AWS::Cognito::UserPoolClient', id))
      .map(({ id }): Write => ({ write: 'deleteAppClient', poolId, clientId: id })),
    ...servers
      .filter(({ identifier }) => !isKept('AWS::Cognito::UserPoolResourceServer', identifier))
      .map(({ identifier }): Write => ({ write: 'deleteResourceServer', poolId, identifier })),
    ...domains
      .filter(({ domain }) => !isKept('AWS::Cognito::UserPoolDomain', domain))
      .map(({ domain }): Write => ({ write: 'deleteDomain', poolId, domain })),
  ])
}

async function deletePool(storage: Storage, poolId: string): Promise<void> {
  const domains = await storage.userPools.listDomains(poolId)
  await deleteEach(
    storage,
    domains.map(({ domain }) => ({ write: 'deleteDomain', poolId, domain })),
  )
  await deleteEach(storage, [{ write: 'deleteUserPool', poolId }])
}

async function deleteUntilNoneIsLeft(storage: Storage, next: () => Promise<readonly Write[]>): Promise<void> {
  for (let writes = await next(); writes.length > 0; writes = await next()) await deleteEach(storage, writes)
}

/** A guard of its own for each: what somebody else deleted in the meantime keeps nothing else from going. */
async function deleteEach(storage: Storage, writes: readonly Write[]): Promise<void> {
  await Promise.all(writes.map((write) => storage.commit([write])))
}

async function everyItem<Item>(list: (page: PageRequest) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const all: Item[] = []
  let after: string | undefined
  do {
    const { items, next } = await list({ limit: atOnce, after })
    all.push(...items)
    after = next
  } while (after !== undefined)
  return all
}
