import type { ClientSecretDescriptorType } from '../../contract/shapes.gen.ts'
import type { AppClient, ClientSecret } from './app-client.ts'

/** Two, so that one can take the place of the other while both are good. */
export const mostClientSecrets = 2

/** Cognito: the id is the client's id and the moment of creation. Here the moment is one that no other secret has. */
export function addedClientSecret(
  { id, secrets }: Pick<AppClient, 'id' | 'secrets'>,
  value: string,
  createdAt: Date,
): ClientSecret {
  let moment = Math.floor(createdAt.getTime() / 1000)
  while (secrets.some((secret) => secret.id === `${id}--${moment}`)) moment += 1
  return { id: `${id}--${moment}`, value, createdAt }
}

/** A secret as the operations on secrets tell of it: without its value. */
export function renderClientSecret({ id, createdAt }: ClientSecret): ClientSecretDescriptorType {
  return { ClientSecretId: id, ClientSecretCreateDate: createdAt }
}
