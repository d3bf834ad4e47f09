import { isUsable } from '../../domain/factors/mfa-selection.ts'
import { refused, type SignInRefusal } from '../../domain/sign-in/refusal-reason.ts'
import type { Challenge, CustomProgress, SignInProgress } from '../../domain/sign-in/state.ts'
import type { MfaFactor, User } from '../../domain/users/user.ts'
import { createAuthChallenge } from '../triggers/create-auth-challenge.ts'
import { defineAuthChallenge } from '../triggers/define-auth-challenge.ts'
import { invalidResponse } from '../triggers/run-trigger.ts'
import { beginPasswordExchange } from './proofs/begin-password-exchange.ts'
import { refusedByTrigger } from '../triggers/refused-by-trigger.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

export interface CustomTurn {
  readonly context: SignInContext
  readonly progress: SignInProgress
  readonly custom: CustomProgress
  /** Undefined for a name nobody has, about whom functions are asked all the same. */
  readonly user: User | undefined
}

export type CustomDecision =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'challenge'
      readonly challenge: Challenge
      readonly parameters: Readonly<Record<string, string>>
    }
  | SignInRefusal

/** Asks the pool's functions what a custom sign-in comes to next (cognito-api contract, section 2.4). */
export async function decideCustom(ports: SignInPorts, turn: CustomTurn): Promise<CustomDecision> {
  const { custom, user } = turn
  const defined = await defineAuthChallenge(ports, { ...eventOf(turn), session: custom.results })
  if (defined.kind === 'no-trigger') return refused('custom-auth-missing')
  if (defined.kind === 'trigger-failed') return refusedByTrigger(defined)
  const { challengeName, issueTokens, failAuthentication } = defined.response
  if (failAuthentication) return refused('incorrect')
  if (issueTokens) return user === undefined ? refused('incorrect') : { kind: 'passed' }
  switch (challengeName) {
    case 'CUSTOM_CHALLENGE':
      return customChallenge(ports, turn)
    case 'PASSWORD_VERIFIER':
      return passwordVerifier(ports, turn)
    case 'SMS_MFA':
    case 'SOFTWARE_TOKEN_MFA':
    case 'EMAIL_OTP':
      return secondFactor(turn, challengeName)
    default:
      return refusedByTrigger(invalidResponse('Unrecognizable lambda output'))
  }
}

/** What travels on beside a challenge: SRP_A has served once its exchange is begun. */
export function customBeside({ name }: Challenge, { results, ...rest }: CustomProgress): CustomProgress {
  return name === 'PASSWORD_VERIFIER' ? { results } : { results, ...rest }
}

async function customChallenge(ports: SignInPorts, turn: CustomTurn): Promise<CustomDecision> {
  const created = await createAuthChallenge(ports, { ...eventOf(turn), session: turn.custom.results })
  if (created.kind === 'no-trigger') return refused('custom-auth-missing')
  if (created.kind === 'trigger-failed') return refusedByTrigger(created)
  const { publicChallengeParameters, privateChallengeParameters, challengeMetadata } = created.response
  const mark = challengeMetadata === undefined ? {} : { metadata: challengeMetadata }
  return {
    kind: 'challenge',
    challenge: { name: 'CUSTOM_CHALLENGE', privateParameters: privateChallengeParameters, ...mark },
    parameters: publicChallengeParameters,
  }
}

async function passwordVerifier(ports: SignInPorts, turn: CustomTurn): Promise<CustomDecision> {
  const { context, progress, custom, user } = turn
  // Without SRP_A there is nothing that the password could be proven by.
  if (custom.clientPublic === undefined) return refusedByTrigger(invalidResponse('Unrecognizable lambda output'))
  const { sub, username } = progress
  const begun = await beginPasswordExchange(ports, context, { user, sub, username }, custom.clientPublic)
  if (begun.kind === 'refused') return begun
  const challenge = { name: 'PASSWORD_VERIFIER', srp: begun.event.srp } as const
  return { kind: 'challenge', challenge, parameters: begun.parameters }
}

function secondFactor({ context: { pool }, user }: CustomTurn, factor: MfaFactor): CustomDecision {
  if (user === undefined) return refused('incorrect')
  const isHeld = user.mfaFactors.includes(factor) && isUsable(pool, user, factor)
  return isHeld ? { kind: 'challenge', challenge: { name: factor }, parameters: {} } : refused('no-mfa-method')
}

function eventOf({ context, progress: { username }, user }: CustomTurn) {
  const { pool, client, request, clientMetadata } = context
  return { pool, client, user, username, userAgent: request.userAgent, clientMetadata }
}
