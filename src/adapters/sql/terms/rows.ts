import type { Terms } from '../../../domain/branding/terms.ts'
import { fromTime, toTime } from '../stored-time.ts'
import type { TermsRow } from './tables.ts'

type Settings = Pick<Terms, 'source' | 'enforcement' | 'links'>

export function toTermsRow(terms: Terms): TermsRow {
  const { source, enforcement, links } = terms
  const settings: Settings = { source, enforcement, links }
  return {
    pool_id: terms.poolId,
    id: terms.id,
    client_id: terms.clientId,
    name: terms.name,
    settings: JSON.stringify(settings),
    created_at: toTime(terms.createdAt),
    updated_at: toTime(terms.updatedAt),
    version: terms.version,
  }
}

export function fromTermsRow(row: TermsRow): Terms {
  const { source, enforcement, links }: Settings = JSON.parse(row.settings)
  return {
    poolId: row.pool_id,
    id: row.id,
    clientId: row.client_id,
    name: row.name,
    source,
    enforcement,
    links,
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
    version: row.version,
  }
}
