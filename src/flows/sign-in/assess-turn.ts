import type { AuthEvent, EventRisk } from '../../domain/risk/auth-event.ts'
import type { Device } from '../../domain/devices/device.ts'
import { assessRisk, eventsLookedAt } from '../../domain/risk/assess-risk.ts'
import { decideRisk, isAddressBlocked, isAddressSkipped, type RiskDecision } from '../../domain/risk/decide-risk.ts'
import { customAuthProtectionMode, protectionMode } from '../../domain/risk/protection-mode.ts'
import type { RiskSettings } from '../../domain/risk/risk-configuration.ts'
import type { SignInEvent } from '../../domain/sign-in/factor.ts'
import { selectMfa } from '../../domain/factors/mfa-selection.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Proof, SignInProgress } from '../../domain/sign-in/state.ts'
import type { User } from '../../domain/users/user.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { noticeOfRisk } from '../threat-protection/risk-notice.ts'
import { riskSettingsOf } from '../threat-protection/risk-settings-of.ts'
import { signInStopped } from './sign-in-event.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'
import { updateOf } from './proofs/with-mfa-factor.ts'

/** What is asked of a `Turn`. */
interface Turn {
  readonly context: SignInContext
  readonly progress: SignInProgress
  readonly event: SignInEvent
  readonly user: User
  readonly writes: readonly Write[]
}

export type AssessedTurn =
  | {
      readonly kind: 'assessed'
      readonly progress: SignInProgress
      readonly writes: readonly Write[]
      /** Whether it was looked at just now. */
      readonly isFirst: boolean
    }
  | SignInRefusal

/**
 * Threat protection, asked once in every sign-in: at the first proof that is accepted, whatever it was, before anything
 * follows from it. What it finds travels with the sign-in and is told by its event. AUDIT only tells.
 */
export async function assessTurn(ports: SignInPorts, turn: Turn, device: Device | undefined): Promise<AssessedTurn> {
  const { context, progress, writes } = turn
  const mode = progress.custom === undefined ? protectionMode(context.pool) : customAuthProtectionMode(context.pool)
  const isOver = mode === 'OFF' || progress.risk !== undefined
  const settings = isOver ? undefined : await riskSettingsOf(ports, context.pool, context.client.id)
  if (settings === undefined) return { kind: 'assessed', progress, writes, isFirst: false }
  const isEnforced = mode === 'ENFORCED'

  const compromise = turn.event.kind === 'password-proven' ? turn.event.compromise : undefined
  if (compromise?.isBlocked && turn.user.status === 'CONFIRMED') return stopCompromised(ports, turn)

  const history = await historyOf(ports, turn)
  const { risk: found, action, isNotifying } = decide(ports, { turn, device, settings, history })
  const risk: EventRisk = { ...found, ...(compromise?.isCompromised ? { isCompromised: true } : {}) }
  const isBlocked = isEnforced && (action === 'BLOCK' || (action === 'MFA_REQUIRED' && !hasSecondFactor(turn)))
  const stopped: EventRisk = { ...risk, decision: 'Block' }
  const notice =
    isEnforced && isNotifying && !isToldAlready(ports, turn, history)
      ? await noticeOfRisk(ports, { ...noticed(turn), settings, action: isBlocked ? 'BLOCK' : action })
      : []
  if (isBlocked) return stop(ports, turn, { risk: stopped, writes: notice, refusal: refused('blocked') })

  const isMfaDemanded = isEnforced && (action === 'MFA_REQUIRED' || action === 'MFA_IF_CONFIGURED')
  const assessed = { ...progress, risk, ...(isMfaDemanded ? { isMfaDemanded } : {}) }
  return { kind: 'assessed', progress: assessed, writes: [...writes, ...notice], isFirst: true }
}

function decide(
  ports: SignInPorts,
  {
    turn,
    device,
    settings,
    history,
  }: {
    readonly turn: Turn
    readonly device: Device | undefined
    readonly settings: RiskSettings
    readonly history: readonly AuthEvent[]
  },
): RiskDecision {
  const { request } = turn.context
  // Told where it is only told; where it acts, nobody gets as far as this.
  if (isAddressBlocked(settings, request.sourceIp)) {
    return { risk: { decision: 'Block', level: 'High' }, action: 'BLOCK', isNotifying: false }
  }
  if (isAddressSkipped(settings, request.sourceIp)) return decideRisk(settings, undefined)
  const signIn = { request, isOnKnownDevice: device !== undefined, now: ports.clock.now() }
  return decideRisk(settings, assessRisk(signIn, history).level)
}

async function historyOf(ports: SignInPorts, { user }: Turn): Promise<readonly AuthEvent[]> {
  const page = { limit: eventsLookedAt, after: undefined }
  return (await ports.storage.users.listAuthEvents(user.poolId, user.sub, page)).items
}

function hasSecondFactor({ context, user }: Turn): boolean {
  const { kind } = selectMfa(context.pool, user)
  return kind === 'factor' || kind === 'choice'
}

const toldForMs = 600_000

/** One mail is enough for somebody who tries again and again from one place. */
function isToldAlready(ports: SignInPorts, { context }: Turn, history: readonly AuthEvent[]): boolean {
  const since = ports.clock.now().getTime() - toldForMs
  return history.some(
    ({ createdAt, ipAddress, risk }) =>
      createdAt.getTime() > since && ipAddress === context.request.sourceIp && risk?.level !== undefined,
  )
}

function noticed({ context: { pool, client, request, clientMetadata }, user, progress: { eventId } }: Turn) {
  return { pool, user, clientId: client.id, clientMetadata, eventId, request }
}

/** A password that others have had is of no use any more: the user has to set another. */
function stopCompromised(ports: SignInPorts, turn: Turn): Promise<SignInRefusal> {
  const { context, user } = turn
  const changed = {
    ...user,
    status: 'RESET_REQUIRED' as const,
    updatedAt: ports.clock.now(),
    version: user.version + 1,
  }
  return stop(ports, turn, {
    risk: { decision: 'Block', isCompromised: true },
    writes: [updateOf(context.pool, changed)],
    refusal: refused('reset-required'),
  })
}

async function stop(
  ports: SignInPorts,
  { context, progress, event, writes }: Turn,
  end: { readonly risk: EventRisk; readonly writes: readonly Write[]; readonly refusal: SignInRefusal },
): Promise<SignInRefusal> {
  const proofs = [...progress.proofs, ...proofOf(event)]
  const record = signInStopped(ports, context, { ...progress, proofs, risk: end.risk })
  const committed = await ports.storage.commit([...writes, ...end.writes, record])
  return committed.committed ? end.refusal : guardRefusal(committed)
}

function proofOf(event: SignInEvent): readonly Proof[] {
  if (event.kind === 'password-proven') return ['pwd']
  if (event.kind === 'custom-passed') return ['custom']
  return 'proof' in event ? [event.proof] : []
}
