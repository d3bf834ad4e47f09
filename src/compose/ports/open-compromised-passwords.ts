import { commonPasswords } from '../../adapters/compromised-passwords/common-passwords.ts'
import { openPasswordFile } from '../../adapters/compromised-passwords/password-file.ts'
import type { CompromisedPasswords } from '../../ports/compromised-passwords.ts'
import type { Log } from '../../ports/log.ts'

/** The list that comes along and, where the operator has one, a longer list. */
export async function openCompromisedPasswords(
  file: string | undefined,
  log: Log,
): Promise<CompromisedPasswords & AsyncDisposable> {
  const common = commonPasswords()
  const own = file === undefined ? undefined : await openPasswordFile(file, log)
  return {
    includes: async (password) => (await common.includes(password)) || ((await own?.includes(password)) ?? false),
    [Symbol.asyncDispose]: async () => own?.[Symbol.asyncDispose](),
  }
}
