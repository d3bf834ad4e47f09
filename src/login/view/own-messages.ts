import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Messages } from '../../messages/en.ts'
import { messagesIn, type Language } from '../../messages/languages.ts'
import { withOwnTexts } from '../../messages/own-texts.ts'
import type { Ports } from '../../ports/ports.ts'

/** The words of a language, and in their place those that the operator wrote for this pool and client. */
export async function ownMessages(
  { pageTexts }: Pick<Ports, 'pageTexts'>,
  pool: Pick<UserPool, 'id' | 'name'>,
  client: Pick<AppClient, 'id' | 'name'> | undefined,
  language: Language,
): Promise<Messages> {
  const texts = await pageTexts.list({ pool, client, language: language.tag })
  return texts.reduce(withOwnTexts, await messagesIn(language))
}
