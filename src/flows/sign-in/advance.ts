import { newDeviceKey, newUuid } from '../../crypto/identifiers.ts'
import { amrOf, isPasskeySignIn } from '../../domain/sign-in/amr.ts'
import type { SignInEvent } from '../../domain/sign-in/factor.ts'
import { step } from '../../domain/sign-in/machine.ts'
import { refused } from '../../domain/sign-in/refusal-reason.ts'
import { isRevocable } from '../../domain/sign-in/session-settings.ts'
import type { Challenge, SignInProgress } from '../../domain/sign-in/state.ts'
import type { Device } from '../../domain/devices/device.ts'
import type { User } from '../../domain/users/user.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { proveSignIn } from '../sessions/authenticated.ts'
import { customBeside, decideCustom } from './decide-custom.ts'
import { assessTurn } from './assess-turn.ts'
import { userDeviceGroupKey } from './proofs/device-srp-identity.ts'
import { noticeOfNewDevice } from './notice-of-new-device.ts'
import { poseChallenge } from './pose-challenge.ts'
import { signInInProgress, signInPassed } from './sign-in-event.ts'
import type { SignInContext, SignInPorts, SignInStep } from './sign-in-step.ts'
import { passwordTime, standingAfterProof } from './standing.ts'

/** One accepted proof, and what is known around it. */
export interface Turn {
  readonly context: SignInContext
  readonly progress: SignInProgress
  /** What the proof answered; undefined for one that came with the first request. */
  readonly answered: Challenge | undefined
  readonly event: SignInEvent
  readonly user: User
  /** What accepting the proof writes: the spent session, the used code. */
  readonly writes: readonly Write[]
  /** The device key that came with this very request. */
  readonly namedDeviceKey: string | undefined
}

/** Moves a sign-in on by one accepted proof: to the next challenge, or to its end. */
export async function advance(ports: SignInPorts, presented: Turn): Promise<SignInStep> {
  const { context, answered, event, user } = presented
  const barred = standingAfterProof(context.pool, user, ports.clock.now())
  if (barred !== undefined) return barred

  const deviceKey = presented.namedDeviceKey ?? presented.progress.deviceKey
  const device = deviceKey && (await findDevice(ports, presented, deviceKey))
  // Clients take this refusal as the word to forget their device and try again without it.
  if (presented.namedDeviceKey && isTrackingDevices(presented) && !device) return refused('device-unknown')
  const assessed = await assessTurn(ports, presented, device || undefined)
  if (assessed.kind === 'refused') return assessed
  const turn = { ...presented, progress: assessed.progress, writes: assessed.writes }

  const isCustom = turn.progress.custom !== undefined
  const facts = {
    pool: context.pool,
    user,
    device: device || undefined,
    isCustom,
    target: turn.progress.acr?.target,
    isMfaDemanded: turn.progress.isMfaDemanded ?? false,
  }
  const move = step({ challenge: answered, proofs: turn.progress.proofs }, event, facts)
  if (move.kind === 'refused') return move
  const { deviceKey: _forgotten, ...withoutDevice } = turn.progress
  const progress = {
    ...withoutDevice,
    proofs: move.proofs,
    passwordSetAt: passwordTime(user),
    ...(device ? { deviceKey: device.key } : {}),
  }
  if (move.kind === 'authenticated') return conclude(ports, { ...turn, progress }, facts.device)
  const writes = assessed.isFirst ? [...turn.writes, signInInProgress(ports, context, progress)] : turn.writes
  if (move.kind === 'undecided') return decide(ports, { ...turn, progress, writes })
  return poseChallenge(ports, {
    posed: { context, progress, challenge: move.challenge, user, device: facts.device },
    writes,
  })
}

/** A proof in a custom sign-in: the pool's functions hear of it, and say what comes next. */
async function decide(ports: SignInPorts, turn: Turn): Promise<SignInStep> {
  const { context, answered, user, writes } = turn
  const { results, ...rest } = turn.progress.custom ?? { results: [] }
  const result = answered === undefined ? [] : [{ challengeName: answered.name, challengeResult: true }]
  const custom = { ...rest, results: [...results, ...result] }
  const progress = { ...turn.progress, custom }
  const decision = await decideCustom(ports, { context, progress, custom, user })
  if (decision.kind === 'refused') return decision
  if (decision.kind === 'passed') {
    return advance(ports, { ...turn, progress, answered: undefined, event: { kind: 'custom-passed' } })
  }
  const { challenge, parameters } = decision
  const waiting = { ...progress, custom: customBeside(challenge, custom) }
  return poseChallenge(ports, {
    posed: { context, progress: waiting, challenge, user, device: undefined },
    writes,
    parameters,
  })
}

async function findDevice(
  ports: Pick<SignInPorts, 'storage'>,
  turn: Turn,
  deviceKey: string,
): Promise<Device | undefined> {
  const { user } = turn
  if (!isTrackingDevices(turn)) return undefined
  return ports.storage.factors.findDevice(user.poolId, user.sub, deviceKey)
}

/** As the machine has it, devices belong to sign-ins with a password. */
function isTrackingDevices({ context: { pool }, event }: Turn): boolean {
  const isWithPassword = event.kind !== 'code-proven' && event.kind !== 'passkey-proven'
  return pool.configuration.DeviceConfiguration !== undefined && isWithPassword
}

/** The end of the machine, and the only place where a password or a second factor makes an `Authenticated`. */
async function conclude(ports: SignInPorts, turn: Turn, device: Device | undefined): Promise<SignInStep> {
  const { context, progress, user, writes } = turn
  const { pool, client } = context
  const now = ports.clock.now()
  const random = (size: number) => ports.random.bytes(size)
  const newDevice =
    device === undefined && isTrackingDevices(turn)
      ? { deviceKey: newDeviceKey(pool.region, random), deviceGroupKey: userDeviceGroupKey(ports, user) }
      : undefined
  const notices = await noticeOfNewDevice(ports, context, user)
  const authenticated = proveSignIn({
    pool,
    client,
    user,
    request: context.request,
    eventId: progress.eventId,
    amr: amrOf(progress.proofs),
    isAcrAsked: progress.acr !== undefined,
    authenticatedAt: now,
    familyId: isRevocable(client) ? newUuid(random) : progress.eventId,
    deviceKey: device?.key ?? newDevice?.deviceKey,
    newDevice,
    answered: turn.answered?.name,
    clientMetadata: context.clientMetadata,
    writes: [...writes, ...failuresCleared(turn, now), signInPassed(ports, context, progress), ...notices],
  })
  return { kind: 'authenticated', authenticated }
}

/** Whoever knows the password ends the count of wrong ones. A passkey leaves it to go on, under a lock as well. */
function failuresCleared({ context: { pool }, progress, user }: Turn, now: Date): readonly Write[] {
  const isPasskey = isPasskeySignIn(progress.proofs)
  return isPasskey ? [] : [{ write: 'clearFailures', poolId: pool.id, subject: user.sub, now }]
}
