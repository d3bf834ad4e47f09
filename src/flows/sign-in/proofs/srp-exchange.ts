import { isEqualBytes } from '../../../crypto/constant-time.ts'
import { parseSrpTimestamp } from '../../../crypto/srp/srp-timestamp.ts'
import { isSrpPublicValue, srpChallenge, srpProof, type SrpIdentity } from '../../../crypto/srp/srp.ts'
import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import type { SrpExchange } from '../../../domain/sign-in/state.ts'
import type { SignInPorts } from '../sign-in-step.ts'

export interface BegunExchange {
  readonly kind: 'begun'
  readonly exchange: SrpExchange
  /** SRP_B. */
  readonly publicValue: string
}

/** The server's first step: writes nothing, the exchange travels sealed. Cognito: an SRP_A of 0 is refused later. */
export async function beginExchange(
  ports: Pick<SignInPorts, 'passwordWork' | 'random'>,
  verifier: Uint8Array,
  clientPublic: string,
): Promise<BegunExchange | SignInRefusal> {
  if (!isSrpPublicValue(clientPublic)) return refused('parameter-invalid', 'SRP_A')
  const work = await ports.passwordWork.run(() => srpChallenge(verifier, (size) => ports.random.bytes(size)))
  if (work.kind === 'busy') return refused('busy')
  const { serverSecret, publicValue } = work.result
  const exchange = {
    clientPublic: fromHex(clientPublic),
    publicValue: fromHex(publicValue),
    serverSecret: Buffer.from(serverSecret).toString('base64url'),
  }
  return { kind: 'begun', exchange, publicValue }
}

/** The server's second step: whether the client has shown that it knows the password. */
export async function judgeProof(
  ports: Pick<SignInPorts, 'passwordWork'>,
  proof: {
    readonly identity: SrpIdentity
    readonly exchange: SrpExchange
    readonly verifier: Uint8Array
    readonly responses: Readonly<Record<string, string>>
  },
): Promise<{ readonly kind: 'right' | 'wrong' } | SignInRefusal> {
  const { identity, exchange, verifier, responses } = proof
  const { TIMESTAMP: timestamp = '', PASSWORD_CLAIM_SECRET_BLOCK: secretBlock = '' } = responses
  // Its form is all that is asked of it: the secret block says when the sign-in began and is good once, so that the
  // clock of a laptop that is hours off, or of a system whose time was moved on, keeps nobody out.
  if (parseSrpTimestamp(timestamp) === undefined) return refused('parameter-invalid', 'TIMESTAMP')

  const work = await ports.passwordWork.run(() =>
    srpProof({
      identity,
      clientPublic: toHex(exchange.clientPublic),
      serverSecret: Buffer.from(exchange.serverSecret, 'base64url'),
      publicValue: toHex(exchange.publicValue),
      verifier,
      secretBlock,
      timestamp,
    }),
  )
  if (work.kind === 'busy') return refused('busy')
  const claimed = Buffer.from(responses.PASSWORD_CLAIM_SIGNATURE ?? '', 'base64')
  const isRight = work.result !== undefined && isEqualBytes(work.result, claimed)
  return { kind: isRight ? 'right' : 'wrong' }
}

function fromHex(hex: string): string {
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

function toHex(base64Url: string): string {
  return Buffer.from(base64Url, 'base64url').toString('hex')
}
