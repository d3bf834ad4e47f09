import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { describeClientCertificate, type CertifiedClient } from '../../../crypto/certificates/client-certificate.ts'

const known = new WeakMap<TLSSocket, CertifiedClient>()

/** Undefined for every connection but those whose certificate was asked for and verified. */
export function certifiedClient(socket: Socket): CertifiedClient | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined
  const found = known.get(socket) ?? read(socket)
  if (found !== undefined) known.set(socket, found)
  return found
}

function read(socket: TLSSocket): CertifiedClient | undefined {
  // A resumed session passes for authorized without one.
  const certificate = socket.getPeerX509Certificate()
  const name = 'servername' in socket ? socket.servername : undefined
  if (certificate === undefined || typeof name !== 'string' || name === '') return undefined
  return { serverName: name.toLowerCase(), certificate: describeClientCertificate(certificate) }
}
