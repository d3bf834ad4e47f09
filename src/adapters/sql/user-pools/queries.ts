import type { UserPoolQueries } from '../../../ports/storage/user-pools.ts'
import type { ReadCache } from '../read-cache.ts'
import type { SqlConnection } from '../engine.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { Sealer } from '../sealed.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromSigningCertificateRow } from './signing-certificate-rows.ts'
import { fromDomainRow, fromResourceServerRow, fromSigningKeyRow, fromUserPoolRow } from './rows.ts'

export function userPoolQueries(on: SqlConnection, sealer: Sealer, cache: ReadCache): UserPoolQueries {
  return {
    find: (poolId) =>
      cache.userPools.read(poolId, async () => {
        const { rows } = await poolById(on, { poolId })
        return rows.map(fromUserPoolRow).at(0)
      }),

    async list(page) {
      const position = positionAfter(page, { createdAt: Number.MAX_SAFE_INTEGER, id: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await poolsBefore(on, { ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromUserPoolRow, position: (row) => [row.created_at, row.id] })
    },

    findDomain: (domain) =>
      cache.domains.read(domain, async () => {
        const { rows } = await domainByName(on, { domain })
        return rows.map(fromDomainRow).at(0)
      }),

    async listDomains(poolId) {
      const { rows } = await domainsOfPool(on, { poolId })
      return rows.map(fromDomainRow)
    },

    async findResourceServer(poolId, identifier) {
      const { rows } = await resourceServerById(on, { poolId, identifier })
      return rows.map(fromResourceServerRow).at(0)
    },

    async listResourceServers(poolId, page) {
      const position = positionAfter(page, { identifier: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await resourceServersAfter(on, { poolId, ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromResourceServerRow, position: (row) => [row.identifier] })
    },

    async listSigningKeys(poolId) {
      const keys = await cache.signingKeys.read(poolId, async () => {
        const { rows } = await signingKeysOfPool(on, { poolId })
        return rows.length === 0 ? undefined : rows.map((row) => fromSigningKeyRow(sealer, row))
      })
      return keys ?? []
    },

    async findSigningCertificate(poolId) {
      const { rows } = await signingCertificateOfPool(on, { poolId })
      return rows.map((row) => fromSigningCertificateRow(sealer, row)).at(0)
    },
  }
}

const poolById = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('user_pools').selectAll().where('id', '=', value('poolId')).where('is_removed', 'is', null),
)

const poolsBefore = statement((db, value: Placeholders<{ createdAt: number; id: string; count: number }>) =>
  db
    .selectFrom('user_pools')
    .selectAll()
    .where('is_removed', 'is', null)
    .where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(value('createdAt'), value('id'))))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(value('count')),
)

const domainByName = statement((db, value: Placeholders<{ domain: string }>) =>
  db.selectFrom('user_pool_domains').selectAll().where('domain', '=', value('domain')),
)

const domainsOfPool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db
    .selectFrom('user_pool_domains')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .orderBy('created_at')
    .orderBy('domain'),
)

const resourceServerById = statement((db, value: Placeholders<{ poolId: string; identifier: string }>) =>
  db
    .selectFrom('resource_servers')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('identifier', '=', value('identifier')),
)

const resourceServersAfter = statement(
  (db, value: Placeholders<{ poolId: string; identifier: string; count: number }>) =>
    db
      .selectFrom('resource_servers')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where('identifier', '>', value('identifier'))
      .orderBy('identifier')
      .limit(value('count')),
)

/** `id` sorts behind `access`: hence downwards. */
const signingKeysOfPool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db
    .selectFrom('signing_keys')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .orderBy('use', 'desc')
    .orderBy('created_at')
    .orderBy('kid'),
)

const signingCertificateOfPool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('signing_certificates').selectAll().where('pool_id', '=', value('poolId')),
)
