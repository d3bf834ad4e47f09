import type { Group } from '../../../domain/groups/group.ts'
import type { GroupRow } from './tables.ts'
import { fromTime, toTime } from '../stored-time.ts'

type Settings = Pick<Group, 'description' | 'roleArn' | 'precedence'>

export function toGroupRow(group: Group): GroupRow {
  const { description, roleArn, precedence } = group
  const settings: Settings = { description, roleArn, precedence }
  return {
    pool_id: group.poolId,
    name: group.name,
    settings: JSON.stringify(settings),
    created_at: toTime(group.createdAt),
    updated_at: toTime(group.updatedAt),
  }
}

export function fromGroupRow(row: GroupRow): Group {
  const { description, roleArn, precedence }: Settings = JSON.parse(row.settings)
  return {
    poolId: row.pool_id,
    name: row.name,
    description,
    roleArn,
    precedence,
    createdAt: fromTime(row.created_at),
    updatedAt: fromTime(row.updated_at),
  }
}
