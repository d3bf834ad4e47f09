import { factors } from '../../domain/sign-in/factors.ts'
import { mfaChoices } from '../../domain/sign-in/mfa-choices.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Challenge, ChallengeName, SignInState } from '../../domain/sign-in/state.ts'
import { namesSameUser } from '../../domain/sign-in/username-in-answer.ts'
import type { User } from '../../domain/users/user.ts'
import { advance } from './advance.ts'
import type { Answer, Judgement } from './proofs/factor-work.ts'
import { factorWorks } from './factor-works.ts'
import { judgeRecoveryCode } from './proofs/judge-recovery-code.ts'
import { recordGuess } from './record-guess.ts'
import { endSession, openState, spend, type OpenedState } from './sealed-state.ts'
import type { SignInContext, SignInPorts, SignInStep } from './sign-in-step.ts'
import { isPasswordStillProven, standingAfterProof, standingBeforeProof } from './standing.ts'
import { takeCustomAnswer } from './take-custom-answer.ts'
import { takeFirstStep } from './take-first-step.ts'

export interface ChallengeAnswer {
  readonly name: ChallengeName
  /** ChallengeResponses. */
  readonly responses: Readonly<Record<string, string>>
  readonly session: string | undefined
  /** In the place of the answer to a second factor; the wire API has none. */
  readonly recoveryCode?: string
  /** The choice among second factors once more, in the place of an answer to one; the wire API has no way back. */
  readonly isChosenAnew?: true
}

/**
 * Answers a challenge: opens its state, asks again whether this user may try at all, has the factor judge the answer,
 * counts a wrong one, and moves on with a right one. Only an accepted answer spends the session.
 */
export async function answerChallenge(
  ports: SignInPorts,
  context: SignInContext,
  answer: ChallengeAnswer,
): Promise<SignInStep> {
  const missing = missingMember(answer)
  if (missing !== undefined) return refused('parameter-missing', missing)
  const opened = openAnswered(ports, context, answer)
  if (opened.kind === 'refused') return opened
  const { state } = opened

  const user = await ports.storage.users.find(state.poolId, state.sub)
  const isCustom = state.custom !== undefined
  const barred = await standingBeforeProof(ports, context, { user, sub: state.sub, isCustom })
  if (barred !== undefined && !(barred.reason === 'locked' && isByPasskey(answer))) return barred
  if (user !== undefined && state.proofs.length > 0) {
    const stopped = standingAfterProof(context.pool, user, ports.clock.now())
    if (stopped !== undefined) return stopped
    if (!isPasswordStillProven(user, state)) return endSession(ports, state, refused('session-invalid'))
  }
  const { USERNAME: username = '', DEVICE_KEY: namedDeviceKey } = answer.responses
  if (!namesSameUser(context.pool, state, user, username)) return refused('session-invalid')

  const challenge = answer.isChosenAnew ? choiceAmong(context, state, user) : state.challenge
  if (challenge === undefined) return refused('session-invalid')
  const asked = { context, state, challenge, responses: answer.responses }
  const verdict =
    answer.recoveryCode === undefined
      ? await judge(ports, asked, user)
      : await judgeRecoveryCode(ports, asked, { user, code: answer.recoveryCode })
  switch (verdict.kind) {
    case 'refused':
      return verdict
    case 'over':
      return endSession(ports, state, verdict.refusal)
    case 'wrong':
      return recordGuess(ports, context, { ...verdict, sub: state.sub, user })
    case 'begun': {
      const turn = { context, progress: state, answered: challenge, user, begun: verdict, writes: [spend(state)] }
      return takeFirstStep(ports, turn)
    }
    case 'answered':
      return takeCustomAnswer(ports, context, { state, result: verdict.result, user, namedDeviceKey })
    case 'accepted': {
      const changed = verdict.user ?? user
      if (changed === undefined) return refused('session-invalid')
      const writes = [spend(state), ...verdict.writes]
      const { event } = verdict
      return advance(ports, {
        context,
        progress: state,
        answered: challenge,
        event,
        user: changed,
        writes,
        namedDeviceKey,
      })
    }
  }
}

function missingMember({ name, responses, session, recoveryCode }: ChallengeAnswer): string | undefined {
  const answers = recoveryCode === undefined ? factors[name].requiredAnswers : []
  const member = ['USERNAME', ...answers].find((required) => !responses[required])
  const needsSession = factorWorks[name].carrier === 'session'
  return member ?? (needsSession && !session ? 'Session' : undefined)
}

/** The state that waits for this very answer. */
function openAnswered(
  ports: SignInPorts,
  context: SignInContext,
  { name, responses, session, isChosenAnew }: ChallengeAnswer,
): OpenedState | SignInRefusal {
  const { carrier } = factorWorks[name]
  const text = carrier === 'session' ? session : responses.PASSWORD_CLAIM_SECRET_BLOCK
  const opened = openState(ports, context, text ?? '', carrier)
  if (opened.kind === 'refused' || opened.state.challenge.name === name || isChosenAnew) return opened
  return name === 'SELECT_CHALLENGE' && mayChoose(opened.state)
    ? { kind: 'open', state: { ...opened.state, challenge: choiceAfter(opened.state.challenge) } }
    : refused('session-invalid')
}

/** The choice, in the place of what was chosen before. */
function choiceAfter(challenge: Challenge): Challenge<'SELECT_CHALLENGE'> {
  const request = challenge.name === 'WEB_AUTHN' ? challenge.request : undefined
  return { name: 'SELECT_CHALLENGE', ...(request && { passed: request }) }
}

/** The choice among second factors, in the place of the one that was chosen before. */
function choiceAmong(
  { pool }: SignInContext,
  state: SignInState,
  user: User | undefined,
): Challenge<'SELECT_MFA_TYPE'> | undefined {
  const choices = user === undefined ? [] : mfaChoices(pool, user, state)
  return choices.length > 0 ? { name: 'SELECT_MFA_TYPE', choices } : undefined
}

/** A lock is against guessing, which a passkey leaves nothing to. */
function isByPasskey({ name, responses }: ChallengeAnswer): boolean {
  return name === 'WEB_AUTHN' || (name === 'SELECT_CHALLENGE' && responses.ANSWER === 'WEB_AUTHN')
}

/** Whoever began by choice may go back to it as long as nothing is proven. */
function mayChoose({ firstFactors, proofs }: SignInState): boolean {
  return firstFactors !== undefined && proofs.length === 0
}

function judge<Name extends ChallengeName>(
  ports: SignInPorts,
  answer: Answer<Name>,
  user: User | undefined,
): Promise<Judgement> {
  const work = factorWorks[answer.challenge.name]
  if (user !== undefined) return work.judge(ports, answer, user)
  return work.judgeNobody?.(ports, answer) ?? Promise.resolve(refused('session-invalid'))
}
