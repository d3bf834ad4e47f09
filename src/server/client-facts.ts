import { BlockList, isIP } from 'node:net'
import type { CertifiedClient } from '../crypto/certificates/client-certificate.ts'
import type { ForwardingFields } from './request-head.ts'

/** Who is at the other end, after a trusted proxy had its say. */
export interface ClientFacts {
  readonly sourceIp: string
  /** Over TLS, here or at the trusted proxy. */
  readonly isSecure: boolean
  /** From this machine, without a proxy between. */
  readonly isLoopback: boolean
  /** Named by a trusted proxy in place of the Host header. */
  readonly forwardedHost: string | undefined
  /** It showed a certificate, for the one name that it may then ask for. */
  readonly certified?: CertifiedClient | undefined
}

/** Addresses of clients are among them: what is remembered of them must end somewhere. */
const mostRemembered = 1000

export type TrustedProxies = (address: string) => boolean

interface Peer {
  readonly forwarding: ForwardingFields
  readonly remoteAddress: string | undefined
  readonly isEncrypted: boolean
  readonly certified?: CertifiedClient | undefined
}

/** From CIDR ranges or single addresses. Throws on anything else: trusting the wrong peer must not start. */
export function trustProxies(ranges: readonly string[]): TrustedProxies {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits, ...more] = range.split('/')
    const family = familyOf(address)
    const widest = family === 'ipv4' ? 32 : 128
    const prefix = bits === undefined ? widest : Number(bits)
    if (family === undefined || more.length > 0 || !/^\d{0,3}$/.test(bits ?? '') || prefix > widest || prefix < 1) {
      throw new RangeError(`"${range}" is not an address range: write 10.0.0.0/8 or 2001:db8::/32`)
    }
    list.addSubnet(address, prefix, family)
  }
  // The proxies of an installation are few, and each request comes by one of them.
  const known = new Map<string, boolean>()
  return (address) => {
    const before = known.get(address)
    if (before !== undefined) return before
    const family = familyOf(address)
    const isTrusted = family !== undefined && list.check(address, family)
    if (known.size >= mostRemembered) known.clear()
    known.set(address, isTrusted)
    return isTrusted
  }
}

/**
 * Undefined when a trusted proxy says something that cannot be understood: the request is then refused (contract
 * GW-05). What anybody else says about forwarding is ignored.
 */
export function readClientFacts(
  { forwarding, remoteAddress, isEncrypted, certified }: Peer,
  isTrusted: TrustedProxies,
): ClientFacts | undefined {
  const peer = plainAddress(remoteAddress ?? '')
  if (!isTrusted(peer)) {
    const isLoopback = isLoopbackAddress(peer)
    return {
      sourceIp: peer,
      isSecure: isEncrypted,
      isLoopback,
      forwardedHost: undefined,
      ...(certified && { certified }),
    }
  }
  const hops = listOf(forwarding['x-forwarded-for']).map(plainAddress)
  const scheme = listOf(forwarding['x-forwarded-proto'])
  const host = listOf(forwarding['x-forwarded-host'])
  if (hops.length === 0 || hops.some((hop) => isIP(hop) === 0)) return undefined
  if (scheme.length !== 1 || (scheme[0] !== 'https' && scheme[0] !== 'http')) return undefined
  if (host.length > 1) return undefined
  // Each proxy appends the peer it saw: the last address that is not one of ours is the client.
  const sourceIp = hops.findLast((hop) => !isTrusted(hop)) ?? hops[0] ?? peer
  return {
    sourceIp,
    isSecure: scheme[0] === 'https',
    isLoopback: false,
    forwardedHost: host[0],
    ...(certified && { certified }),
  }
}

/** A certificate is good for the name that it was shown for, and for no other host behind the same connection. */
export function isMisdirected({ certified }: ClientFacts, host: string): boolean {
  return certified !== undefined && certified.serverName !== host
}

export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address)
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  if (version === 0) return undefined
  return version === 4 ? 'ipv4' : 'ipv6'
}

/** `::ffff:10.0.0.1` is 10.0.0.1 on a socket that serves both families. */
function plainAddress(address: string): string {
  if (!address.startsWith('::')) return address
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}

function listOf(text = ''): readonly string[] {
  if (text === '') return []
  return text.includes(',') ? text.split(',').map((part) => part.trim()) : [text.trim()]
}
