import type { Refuse } from '../../contract/refusal.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { findEncryptionKey } from './find-encryption-key.ts'

/** Refuses a pool whose functions could not be handed a code: without the key every message would be given up. */
export async function checkSenderKey(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'InvalidParameterException'>,
  { configuration, region, accountId }: Pick<UserPool, 'configuration' | 'region' | 'accountId'>,
): Promise<void> {
  const { CustomEmailSender, CustomSMSSender, KMSKeyID } = configuration.LambdaConfig ?? {}
  if (KMSKeyID === undefined || (!CustomEmailSender && !CustomSMSSender)) return
  if (await findEncryptionKey(ports, KMSKeyID, { region, accountId })) return
  throw refuse('InvalidParameterException', 'KMSKeyID is the ARN of no key that this installation keeps.')
}
