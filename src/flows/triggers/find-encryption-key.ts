import { parseKeyReference, type EncryptionKey } from '../../domain/encryption-key.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { Ports } from '../../ports/ports.ts'

/** The key that a text names, by id, alias or ARN; there where whoever asks is, if the text does not say where. */
export async function findEncryptionKey(
  { storage }: Pick<Ports, 'storage'>,
  text: string,
  { region, accountId }: Pick<RequestFacts, 'region' | 'accountId'>,
): Promise<EncryptionKey | undefined> {
  const reference = parseKeyReference(text, { region, accountId })
  if (reference?.accountId !== accountId) return undefined
  const { named } = reference
  if ('keyId' in named) return storage.encryptionKeys.find(reference.region, named.keyId)
  const alias = await storage.encryptionKeys.findAlias(reference.region, named.alias)
  return alias && storage.encryptionKeys.find(alias.region, alias.keyId)
}
