import { readFileSync } from 'node:fs'
import {
  isInPasswordFilter,
  passwordDigest,
  readPasswordFilter,
  type PasswordFilter,
} from '../../crypto/passwords/password-filter.ts'
import type { CompromisedPasswords } from '../../ports/compromised-passwords.ts'

const file = new URL('common-passwords.filter', import.meta.url)

/** The list that comes along: some fifty thousand common passwords, in small letters, so that those are looked for too. */
export function commonPasswords(): CompromisedPasswords {
  let loaded: PasswordFilter | undefined
  return {
    async includes(password) {
      // Read once, when it is first asked for: most installations never do.
      loaded ??= readPasswordFilter(readFileSync(file))
      if (loaded === undefined) throw new Error(`${file.pathname} is no filter of passwords`)
      const filter = loaded
      return [password, password.toLowerCase()].some((spelling) => isInPasswordFilter(filter, passwordDigest(spelling)))
    },
  }
}
