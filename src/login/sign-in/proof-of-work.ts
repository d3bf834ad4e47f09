import { extraOf } from '../../domain/extras/extras.ts'
import { findProof, newWorkChallenge } from '../../flows/proof-of-work/work-challenge.ts'
import { findSignInUser } from '../../flows/sign-in/find-sign-in-user.ts'
import { countAttempt } from '../../flows/throttle.ts'
import type { Ports } from '../../ports/ports.ts'
import { assetPaths } from '../assets.ts'
import type { Page, PageAnswer, PageRequest } from '../drawing/page.ts'

/** The forms that programs send by the thousand, and when they ask for work. */
const demands: Readonly<Record<string, 'always' | 'after-failures' | undefined>> = {
  '/signup': 'always',
  '/forgotPassword': 'always',
  '/login': 'after-failures',
  '/password': 'after-failures',
}

/** Failures of one account, known or not, from which on a password is taken with work done only. */
const suspiciousFailures = 3

/** The page whose form asks for work, where the pool has it so. */
export function withWork(page: Page): Page {
  const { path, show, submit } = page
  const demand = demands[path]
  if (demand === undefined || submit === undefined) return page
  return {
    path,
    show: (opened, ports) => show(asking(path, opened, ports), ports),
    submit: async (opened, ports) => {
      const asked = asking(path, opened, ports)
      if (asked.view.work === undefined) return submit(opened, ports)
      const problem =
        demand === 'always' ? await unprovenLimit(path, asked, ports) : await unprovenSignIn(path, asked, ports)
      return problem === undefined ? submit(asked, ports) : again(page, asked, { ports, problem })
    },
  }
}

/** The request, with a new challenge for the form of its page. */
function asking(path: string, page: PageRequest, ports: Ports): PageRequest {
  const { pool } = page.request.domain
  const { when, bits } = extraOf(pool, 'proof-of-work')
  if (when === 'off' || (when === 'after-failures' && demands[path] === 'always')) return page
  const challenge = newWorkChallenge(ports, { poolId: pool.id, page: path })
  const script = `${page.view.basePath}${assetPaths.workJs}`
  return { ...page, view: { ...page.view, work: { path, challenge, bits, script } } }
}

/**
 * Whoever sends these forms without work, for lack of a script, goes on by the code that a mail brings them: few times
 * from one address, where work would have been no limit.
 */
async function unprovenLimit(path: string, page: PageRequest, ports: Ports): Promise<string | undefined> {
  if (await isProven(path, page, ports)) return undefined
  const { domain, facts } = page.request
  const subject = `address ${facts.sourceIp}`
  const counted = countAttempt(ports, { poolId: domain.pool.id, subject, action: 'unproven-form' })
  const { committed } = await ports.storage.commit([counted])
  return committed ? undefined : page.view.messages.errors.tooManyAttempts
}

/** Whoever guesses at one account does work for each guess. Without a script the way in is a new password, by mail. */
async function unprovenSignIn(path: string, page: PageRequest, ports: Ports): Promise<string | undefined> {
  const { form, state, request, view } = page
  if (!form.get('password')) return undefined
  const { pool } = request.domain
  const waiting = path === '/password' && state?.kind === 'challenge' ? state.username : undefined
  const { sub } = await findSignInUser(ports, pool, waiting ?? form.get('username')?.trim() ?? '')
  const failures = await ports.storage.attempts.countFailures(pool.id, sub, ports.clock.now())
  if (failures < suspiciousFailures || (await isProven(path, page, ports))) return undefined
  const { errors } = view.messages
  return form.get('workDone') ? errors.outOfDate : errors.locked
}

async function isProven(path: string, { form, request }: PageRequest, ports: Ports): Promise<boolean> {
  const { pool } = request.domain
  const { bits } = extraOf(pool, 'proof-of-work')
  const done = { challenge: form.get('work') ?? '', solution: form.get('workDone') ?? '' }
  const proof = findProof(ports, { poolId: pool.id, page: path, bits }, done)
  return proof !== undefined && (await ports.storage.commit([proof])).committed
}

async function again(
  { show }: Page,
  page: PageRequest,
  { ports, problem }: { readonly ports: Ports; readonly problem: string },
): Promise<PageAnswer> {
  const shown = await show({ ...page, view: { ...page.view, problem } }, ports)
  return shown.kind === 'page' ? { ...shown, status: 429 } : shown
}
