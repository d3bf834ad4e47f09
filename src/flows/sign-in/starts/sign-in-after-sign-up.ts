import { advance } from '../advance.ts'
import type { SignInUser } from '../find-sign-in-user.ts'
import { newProgress } from './new-progress.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../sign-in-step.ts'
import { mayBegin, openSignUpSession, spendSignUpSession } from '../../users/sign-up-session.ts'

/**
 * Signs in whoever has just confirmed their sign-up, by the session that ConfirmSignUp gave: it stands for the code.
 * Undefined where it can stand for nothing, as one of SignUp's that nobody confirmed: then the user is asked.
 */
export async function signInAfterSignUp(
  ports: SignInPorts,
  context: SignInContext,
  { user, sub }: SignInUser,
  { username, session: text }: { readonly username: string; readonly session: string },
): Promise<SignInStep | undefined> {
  const session = openSignUpSession(ports, context, sub, text)
  if (session.kind === 'refused') return session
  const { confirmed } = session
  if (confirmed === undefined || user === undefined || !mayBegin(context, user, confirmed)) return undefined
  const isMail = confirmed.attribute === 'email'
  return advance(ports, {
    context,
    progress: newProgress(ports, context, { username, sub }),
    answered: isMail ? { name: 'EMAIL_OTP', isFirst: true } : { name: 'SMS_OTP' },
    event: { kind: 'code-proven', proof: isMail ? 'email_otp' : 'sms' },
    user,
    writes: [spendSignUpSession(session)],
    namedDeviceKey: undefined,
  })
}
