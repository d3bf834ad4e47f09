import type { UserPoolClientType } from '../../contract/shapes.gen.ts'
import type { AppClient } from './app-client.ts'

/** The client as Create-, Describe- and UpdateUserPoolClient print it, newest secret included. */
export function renderAppClient(client: AppClient): UserPoolClientType {
  return {
    ...client.configuration,
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientName: client.name,
    ClientSecret: client.secrets.at(-1)?.value,
    CreationDate: client.createdAt,
    LastModifiedDate: client.updatedAt,
  }
}
