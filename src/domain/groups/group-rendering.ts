import type { GroupType } from '../../contract/shapes.gen.ts'
import type { Group } from './group.ts'

export function renderGroup(group: Group): GroupType {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: group.updatedAt,
    CreationDate: group.createdAt,
  }
}
