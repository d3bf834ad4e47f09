import { srpSaltText } from '../../../crypto/srp/srp.ts'
import type { FirstStepEvent } from '../../../domain/sign-in/factor.ts'
import { srpRealm } from '../../../domain/sign-in/srp-realm.ts'
import type { SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import { unknownUserIdForSrp } from '../../../domain/sign-in/unknown-user.ts'
import { decoyCredential } from '../../passwords/decoy-credential.ts'
import type { Begun } from './factor-work.ts'
import type { SignInUser } from '../find-sign-in-user.ts'
import type { SignInContext, SignInPorts } from '../sign-in-step.ts'
import { beginExchange } from './srp-exchange.ts'

export interface BegunPassword extends Begun {
  readonly event: Extract<FirstStepEvent, { kind: 'srp-begun' }>
  readonly parameters: Readonly<Record<string, string>>
}

/** The server's first step of proving a password by SRP. A name nobody has gets a salt of its own and the same work. */
export async function beginPasswordExchange(
  ports: SignInPorts,
  { pool }: SignInContext,
  { user, sub, username }: SignInUser & { readonly username: string },
  clientPublic: string,
): Promise<BegunPassword | SignInRefusal> {
  const identity = {
    realm: srpRealm(pool),
    username: user?.username ?? unknownUserIdForSrp(pool, { username, sub }),
  }
  const known = user?.password?.kind === 'srp' ? user.password : undefined
  const { salt, verifier } = known ?? decoyCredential(ports, identity)
  const begun = await beginExchange(ports, verifier, clientPublic)
  if (begun.kind === 'refused') return begun
  return {
    kind: 'begun',
    event: { kind: 'srp-begun', srp: begun.exchange },
    parameters: { SALT: srpSaltText(salt), SRP_B: begun.publicValue },
  }
}
