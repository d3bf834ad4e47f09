import { parseKeyReference, type EncryptionKey } from '../domain/encryption-key.ts'
import type { Ports } from '../ports/ports.ts'

/** The key that a text names, by id, alias or ARN; in `region` where the text does not say which. */
export async function findEncryptionKey(
  { storage }: Pick<Ports, 'storage'>,
  text: string,
  region: string,
): Promise<EncryptionKey | undefined> {
  const reference = parseKeyReference(text, region)
  if (reference === undefined) return undefined
  const { named } = reference
  if ('keyId' in named) return storage.encryptionKeys.find(reference.region, named.keyId)
  const alias = await storage.encryptionKeys.findAlias(reference.region, named.alias)
  return alias && storage.encryptionKeys.find(alias.region, alias.keyId)
}
