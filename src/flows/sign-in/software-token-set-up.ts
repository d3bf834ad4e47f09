import { newTotpSecret, matchTotpStep } from '../../crypto/totp.ts'
import { isMfaFactorOffered } from '../../domain/factors/mfa-selection.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Challenge, SignInState } from '../../domain/sign-in/state.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { User } from '../../domain/users/user.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { guardRefusal } from '../guard-refusal.ts'
import { countGuess, recordGuess } from './record-guess.ts'
import { endSession, openAnyState, sealState, spend, waitingState } from './sealed-state.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'
import { isPasswordStillProven, standingAfterProof, standingBeforeProof } from './standing.ts'

type Needs = Pick<SignInPorts, 'clock' | 'random' | 'sealing' | 'storage'>

/** A sign-in that waits for its user to set up a second factor. */
interface SetUp {
  readonly kind: 'set-up'
  readonly context: SignInContext
  readonly user: User
  readonly state: SignInState
  readonly challenge: Challenge<'MFA_SETUP'>
}

export interface SetUpStep {
  readonly kind: 'done'
  /** The session to go on with. */
  readonly session: string
}

/** Gives the user of a sign-in a new secret for an authenticator app, which counts once a code of it was shown. */
export async function associateInSignIn(
  ports: Needs,
  { session, request }: { readonly session: string; readonly request: RequestFacts },
): Promise<(SetUpStep & { readonly secret: string }) | SignInRefusal> {
  const setUp = await openSetUp(ports, { session, request })
  if (setUp.kind === 'refused') return setUp
  const { poolId, sub } = setUp.user
  const secret = newTotpSecret((size) => ports.random.bytes(size))
  const associate: Write = { write: 'associateSoftwareToken', poolId, sub, pendingSecret: secret }
  const step = await goOn(ports, setUp, { writes: [associate], isSoftwareTokenVerified: false })
  return step.kind === 'refused' ? step : { ...step, secret }
}

/** Checks a code of the app. The factor is the user's once MFA_SETUP is answered with the session that this gives. */
export async function verifyInSignIn(
  ports: Needs,
  {
    session,
    request,
    code,
    friendlyDeviceName,
  }: {
    readonly session: string
    readonly request: RequestFacts
    readonly code: string
    readonly friendlyDeviceName: string | undefined
  },
): Promise<SetUpStep | SignInRefusal> {
  const setUp = await openSetUp(ports, { session, request })
  if (setUp.kind === 'refused') return setUp
  const { user, state, context } = setUp
  const { poolId, sub } = user
  const pendingSecret = (await ports.storage.factors.findSoftwareToken(poolId, sub))?.pendingSecret
  if (pendingSecret === undefined) return endSession(ports, state, refused('session-invalid'))
  const match = matchTotpStep(pendingSecret, code, ports.clock.now(), undefined)
  if (typeof match === 'string') {
    const refusal = refused('code-mismatch')
    return recordGuess(ports, context, { sub, user, proof: 'otp', refusal, writes: [countGuess(ports, state)] })
  }
  const { step } = match
  const verify: Write = { write: 'verifySoftwareToken', poolId, sub, pendingSecret, step, friendlyDeviceName }
  return goOn(ports, setUp, { writes: [countGuess(ports, state), verify], isSoftwareTokenVerified: true })
}

async function openSetUp(
  ports: Needs,
  { session, request }: { readonly session: string; readonly request: RequestFacts },
): Promise<SetUp | SignInRefusal> {
  const opened = openAnyState(ports, session, 'session')
  if (opened.kind === 'refused') return opened
  const { state } = opened
  const [client, pool, user] = await Promise.all([
    ports.storage.appClients.find(state.clientId),
    ports.storage.userPools.find(state.poolId),
    ports.storage.users.find(state.poolId, state.sub),
  ])
  if (client?.poolId !== state.poolId || pool === undefined || user === undefined) return refused('session-invalid')
  const { challenge } = state
  if (challenge.name !== 'MFA_SETUP') return refused('session-invalid')
  const isOffered = challenge.choices.includes('SOFTWARE_TOKEN_MFA') && isMfaFactorOffered(pool, 'SOFTWARE_TOKEN_MFA')
  if (!isOffered) return refused('software-token-off')
  const context = { pool, client, request }
  const barred =
    (await standingBeforeProof(ports, context, { user, sub: user.sub })) ??
    standingAfterProof(pool, user, ports.clock.now())
  if (barred !== undefined) return barred
  if (!isPasswordStillProven(user, state)) return endSession(ports, state, refused('session-invalid'))
  return { kind: 'set-up', context, user, state, challenge }
}

async function goOn(
  ports: Needs,
  { context, state, challenge }: SetUp,
  { writes, isSoftwareTokenVerified }: { readonly writes: readonly Write[]; readonly isSoftwareTokenVerified: boolean },
): Promise<SetUpStep | SignInRefusal> {
  const committed = await ports.storage.commit([spend(state), ...writes])
  if (!committed.committed) return guardRefusal(committed)
  const next = waitingState(ports, context, state, { ...challenge, isSoftwareTokenVerified })
  return { kind: 'done', session: sealState(ports, next, 'session') }
}
