import { claimedAccessKey, originOf } from '../authorizers/iam/believed-signer.ts'
import { arrivalHeaders, readArrivalSignature } from '../authorizers/iam/read-arrival-signature.ts'
import { signedPrincipal } from '../authorizers/iam/signer.ts'
import { verifyArrival, type SignatureResources } from '../authorizers/iam/verify-arrival.ts'
import type { SigV4Refusal } from '../../domain/sigv4/sigv4-refusal.ts'
import type { AuthorizerQuestion, AuthorizerVerdict } from './authorizer-question.ts'
import type { RefusedEvent } from './route-end.ts'

const NOTHING = Buffer.alloc(0)

/** `AWS_IAM`: a handshake that an operator's key has signed, in its headers or, as browsers must, in its query. */
export async function authorizeSigner(
  { api: { accountId, region }, event: { at }, handshake, message }: AuthorizerQuestion,
  resources: SignatureResources,
): Promise<AuthorizerVerdict> {
  const headers = arrivalHeaders(message.rawHeaders, handshake.client)
  const url = message.url ?? ''
  if (resources.signers.isBelieved({ sourceIp: handshake.client.sourceIp, origin: originOf(headers) })) {
    const accessKeyId = claimedAccessKey(url, headers)
    if (accessKeyId !== undefined) {
      return {
        kind: 'allowed',
        principal: signedPrincipal({ accessKeyId, principal: 'developer', role: 'admin' }, accountId),
      }
    }
  }
  const signature = readArrivalSignature(url, headers, { region, now: at })
  if (!signature.ok) return refused(signature)
  const signed = { method: 'GET', headers, body: NOTHING, receivedAt: at }
  const verdict = await verifyArrival(signature, signed, resources)
  if (!verdict.ok) return refused(verdict)
  // Whoever connects sends messages, which is more than to read.
  if (verdict.credential.role !== 'admin') return { ...forbidden, reason: 'the key may only read' }
  return { kind: 'allowed', principal: signedPrincipal(verdict.credential, accountId) }
}

const forbidden: RefusedEvent = { kind: 'refused', status: 403, message: 'Forbidden', reason: '' }

function refused({ exception, message }: SigV4Refusal): RefusedEvent {
  return { ...forbidden, message, reason: exception, errorType: exception }
}
