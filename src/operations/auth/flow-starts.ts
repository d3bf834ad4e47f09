import type { SignInFlow } from '../../domain/sign-in/auth-flows.ts'
import { beginChoice } from '../../flows/sign-in/starts/begin-choice.ts'
import { beginCustom } from '../../flows/sign-in/starts/begin-custom.ts'
import { beginSrpSignIn } from '../../flows/sign-in/starts/begin-srp-sign-in.ts'
import type { SignInContext, SignInPorts, SignInStep } from '../../flows/sign-in/sign-in-step.ts'
import { signInWithPassword } from '../../flows/sign-in/starts/sign-in-with-password.ts'

/** How a flow begins. */
export interface FlowStart {
  /** The members of AuthParameters that it cannot do without, in the order in which they are missed. */
  readonly required: readonly string[]
  readonly begin: (
    ports: SignInPorts,
    context: SignInContext,
    parameters: Readonly<Record<string, string>>,
    /** The Session of the request. */
    session: string | undefined,
  ) => Promise<SignInStep>
}

const withPassword: FlowStart = {
  required: ['USERNAME', 'PASSWORD'],
  begin: (ports, context, { USERNAME: username = '', PASSWORD: password = '', DEVICE_KEY: deviceKey }) =>
    signInWithPassword(ports, context, { username, password, deviceKey }),
}

const withSrp: FlowStart = {
  required: ['USERNAME', 'SRP_A'],
  begin: (ports, context, { USERNAME: username = '', SRP_A: clientPublic = '', DEVICE_KEY: deviceKey }) =>
    beginSrpSignIn(ports, context, { username, clientPublic, deviceKey }),
}

const byChoice: FlowStart = {
  required: ['USERNAME'],
  begin: (ports, context, { USERNAME: username = '', ...parameters }, session) =>
    beginChoice(ports, context, {
      username,
      preferred: parameters.PREFERRED_CHALLENGE,
      password: parameters.PASSWORD,
      clientPublic: parameters.SRP_A,
      deviceKey: parameters.DEVICE_KEY,
      session,
      acrValues: parameters.TARGET_ACR_VALUES,
      maxAge: parameters.MAX_AGE,
      accessToken: parameters.ACCESS_TOKEN,
    }),
}

const byFunctions: FlowStart = {
  required: ['USERNAME'],
  begin: (ports, context, { USERNAME: username = '', ...parameters }) =>
    beginCustom(ports, context, {
      username,
      challengeName: parameters.CHALLENGE_NAME,
      clientPublic: parameters.SRP_A,
      deviceKey: parameters.DEVICE_KEY,
    }),
}

/** Every flow that starts a sign-in. */
export const flowStarts: Readonly<Record<Exclude<SignInFlow, 'REFRESH_TOKEN_AUTH'>, FlowStart>> = {
  USER_SRP_AUTH: withSrp,
  USER_PASSWORD_AUTH: withPassword,
  ADMIN_USER_PASSWORD_AUTH: withPassword,
  CUSTOM_AUTH: byFunctions,
  USER_AUTH: byChoice,
}
