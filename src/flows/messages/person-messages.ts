import { extraOf } from '../../domain/extras/extras.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import { english, messagesIn } from '../../messages/languages.ts'
import type { Messages } from '../../messages/en.ts'
import { firstLanguage, lookUpLanguage } from '../../messages/negotiation.ts'

export interface Person {
  readonly pool: UserPool
  /** Undefined for a name that nobody has. */
  readonly user: Pick<User, 'attributes'> | undefined
  /** Of the page that the person is at; the API has none. */
  readonly language: string | undefined
}

/**
 * The words of a mail or an SMS: in the language of the page that led to it. Cognito: what the API leads to is English;
 * a pool can ask for the user's own language there.
 */
export function personMessages({ pool, user, language }: Person): Promise<Messages> {
  if (language !== undefined) return messagesIn(lookUpLanguage(language) ?? english)
  if (!extraOf(pool, 'localized-messages')) return messagesIn(english)
  return messagesIn(firstLanguage([user?.attributes.locale ?? '', extraOf(pool, 'default-language')]) ?? english)
}
