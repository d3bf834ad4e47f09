import { firstFactorFacts, firstFactors } from '../../src/domain/sign-in/first-factors.ts'
import { seemingFactors } from '../../src/domain/sign-in/seeming-factors.ts'
import type { UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { findUsablePasskeys } from '../../src/flows/passkeys/find-usable-passkeys.ts'
import { findUser } from '../../src/flows/users/find-user.ts'
import type { TestPorts } from '../../src/testing/test-ports.ts'
import { accountKinds, givenAccounts, type AccountKind, type NameMode } from './account-kinds.ts'
import type { Probe } from './enumeration-probes.ts'
import { countExpensiveCalls, type CountedPorts } from './expensive-calls.ts'
import { openInstallation, type Installation } from './installation.ts'
import { difference, maskedReply } from './masking.ts'

export const kinds = Object.keys(accountKinds) as AccountKind[]

export interface Experiment {
  readonly probe: Probe
  readonly mode: NameMode
  readonly through: 'hiding' | 'legacy'
  /** A defect to plant. */
  readonly defect?: (ports: TestPorts) => TestPorts
}

/** What an onlooker can tell names of each kind from a stranger's by: nothing, if all is well. */
export async function findTells({ probe, mode, through, defect = (ports) => ports }: Experiment): Promise<string[]> {
  let counted: CountedPorts | undefined
  await using on = await openInstallation({
    through: (ports) => defect((counted = countExpensiveCalls(ports)).ports),
  })
  const { pool, nameOf, ...clients } = await givenAccounts(on.ports, mode)
  async function look(kind: AccountKind, nth = 0) {
    const username = nameOf(kind, nth)
    counted?.take()
    const replies = await probe.ask(on, { pool, mode, client: clients[through], username })
    return { replies: replies.map((reply) => maskedReply(reply, username)), calls: counted?.take() ?? [] }
  }

  // The first one fills the caches.
  await look('unknown', 1)
  const strangers = new Map<string, Awaited<ReturnType<typeof look>>>()
  const tells: string[] = []
  for (const kind of kinds) {
    const choices = await choicesOf(on, pool, nameOf(kind))
    const stranger = strangers.get(choices) ?? (await look('unknown', await nthStranger(choices)))
    strangers.set(choices, stranger)
    const seen = await look(kind)
    const told = difference(seen.replies, stranger.replies)
    if (told !== undefined) tells.push(`${kind}: ${told}`)
    const [more, fewer] = [without(seen.calls, stranger.calls), without(stranger.calls, seen.calls)]
    if (more.length + fewer.length > 0) tells.push(`${kind}: does [${more.join('; ')}] for [${fewer.join('; ')}]`)
  }
  return tells

  /** One that seems to have what a user has: that some seem so is why nobody can tell by it (first-factors.test.ts). */
  async function nthStranger(choices: string): Promise<number> {
    for (let nth = 2; nth < 100; nth += 1)
      if ((await choicesOf(on, pool, nameOf('unknown', nth))) === choices) return nth
    throw new Error(`no stranger of a hundred seems to have ${choices}`)
  }
}

/** What a name may begin a sign-in with. */
async function choicesOf({ ports }: Installation, pool: UserPool, name: string): Promise<string> {
  const user = await findUser(ports, pool, name)
  const seeming = seemingFactors(ports.sealing.keyFor('unknown-user'), pool, name)
  const { relyingParty, passkeys } = await findUsablePasskeys(ports, pool, user?.sub ?? 'nobody')
  const hasPasskey = seeming.hasPasskey && relyingParty !== undefined
  const facts = user ? firstFactorFacts(pool, user, passkeys.length) : { ...seeming, hasPasskey }
  return firstFactors(pool, facts).join()
}

/** What is in one list more often than in the other. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const rest = [...other]
  return list.filter((call) => {
    const at = rest.indexOf(call)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}
