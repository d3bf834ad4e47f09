import { completeAuthorization } from '../../flows/authorization/complete-authorization.ts'
import { readLoginCookie } from '../../flows/sessions/login-cookie.ts'
import type { SignInStep } from '../../flows/sign-in/sign-in-step.ts'
import type { Ports } from '../../ports/ports.ts'
import { answerWithBrowserDevice, forgetBrowserDevice } from './browser-device.ts'
import { offerPasskey } from './offer-passkey.ts'
import type { PageAnswer, PageRequest } from '../drawing/page.ts'
import type { PageState } from '../request/page-state.ts'
import { refusalAnswer, type RefusalContext } from './refusal-answer.ts'
import { tellPasskeys } from './tell-passkeys.ts'
import { backToStart } from './waiting-challenge.ts'

type ChallengeStep = Extract<SignInStep, { kind: 'challenge' }>

/** The page that asks each challenge. A device answers for itself; SRP and questions of functions have no page. */
const pagePaths: Readonly<Record<ChallengeStep['name'], string | undefined>> = {
  NEW_PASSWORD_REQUIRED: '/newPassword',
  SELECT_MFA_TYPE: '/mfaChoice',
  SMS_MFA: '/mfa',
  SOFTWARE_TOKEN_MFA: '/mfa',
  EMAIL_OTP: '/mfa',
  MFA_SETUP: '/mfaSetup',
  SELECT_CHALLENGE: '/choose',
  PASSWORD: '/password',
  PASSWORD_SRP: undefined,
  SMS_OTP: '/code',
  CUSTOM_CHALLENGE: undefined,
  WEB_AUTHN: '/passkey',
  PASSWORD_VERIFIER: undefined,
  DEVICE_SRP_AUTH: undefined,
  DEVICE_PASSWORD_VERIFIER: undefined,
}

/** Turns what a sign-in has come to into the next page, or into the way back to the client. */
export async function continueSignIn(
  ports: Ports,
  page: PageRequest,
  step: SignInStep,
  context: RefusalContext & { readonly cookies?: readonly string[] },
): Promise<PageAnswer> {
  const refusalContext = { ...context, now: ports.clock.now() }
  if (step.kind === 'refused') return refusalAnswer(page, step, refusalContext)
  if (step.kind === 'authenticated') {
    const completed = await completeAuthorization(ports, {
      domain: page.request.domain,
      client: page.client,
      request: page.authorization,
      query: page.request.query,
      source: {
        kind: 'sign-in',
        authenticated: step.authenticated,
        provider: 'COGNITO',
        replacedCookie: readLoginCookie(page.request.headers),
      },
    })
    if (completed.kind === 'refused') return refusalAnswer(page, completed, refusalContext)
    const cookies = [...completed.cookies, ...(context.cookies ?? [])]
    const { location } = completed
    const signedIn = { authenticated: step.authenticated, location, cookies }
    return (
      (await offerPasskey(ports, page, signedIn)) ??
      (await tellPasskeys(ports, page, signedIn)) ?? { kind: 'leave', location, cookies }
    )
  }
  if (step.name === 'DEVICE_SRP_AUTH') {
    const answered = await answerWithBrowserDevice(ports, page, step)
    const isForgotten = answered.kind === 'refused' && answered.reason === 'device-unknown'
    if (!isForgotten) return continueSignIn(ports, page, answered, context)
    return { ...backToStart(page), cookies: [forgetBrowserDevice(page)] }
  }
  const path = pathOf(step)
  if (path === undefined || step.session === undefined) throw new Error(`no page asks for ${step.name}`)
  const state = waiting(
    page,
    { ...step, session: step.session },
    { username: context.username, now: refusalContext.now },
  )
  return { kind: 'go', path, state, cookies: context.cookies ?? [] }
}

/** A code by mail has two uses; whoever can only begin with a password has nothing to choose. */
function pathOf({ name, available }: ChallengeStep): string | undefined {
  if (name === 'EMAIL_OTP' && available !== undefined) return '/code'
  const isPasswordOnly = available?.every((factor) => factor === 'PASSWORD' || factor === 'PASSWORD_SRP') ?? false
  return name === 'SELECT_CHALLENGE' && isPasswordOnly ? '/password' : pagePaths[name]
}

function waiting(
  page: PageRequest,
  { name, parameters, session, available }: ChallengeStep & { readonly session: string },
  { username, now }: { readonly username: string; readonly now: Date },
): PageState {
  const factors = parameters.MFAS_CAN_CHOOSE ?? parameters.MFAS_CAN_SETUP
  const required = parameters.requiredAttributes
  return {
    kind: 'challenge',
    clientId: page.client.id,
    name,
    session,
    userId: parameters.USER_ID_FOR_SRP ?? username,
    username,
    ...(parameters.CODE_DELIVERY_DESTINATION
      ? { destination: parameters.CODE_DELIVERY_DESTINATION, sentAt: now.getTime() }
      : {}),
    ...(available ? { choices: available } : {}),
    ...(factors ? { factors: readNames(factors) } : {}),
    ...(required ? { requiredAttributes: readNames(required) } : {}),
  }
}

/** A JSON array of names, as challenge parameters carry lists. */
function readNames(text: string): readonly string[] {
  const parsed: unknown = JSON.parse(text)
  return Array.isArray(parsed) ? parsed.filter((item) => typeof item === 'string') : []
}
