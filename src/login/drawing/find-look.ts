import { logoPath, logoVersion } from '../../domain/branding/ui-customization-rendering.ts'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import { cookiePath } from '../../flows/sessions/login-cookie.ts'
import type { Ports } from '../../ports/ports.ts'
import { assetPaths } from '../assets.ts'
import { pictureAddress, sheetAddress } from '../branding/addresses.ts'
import { findStyle } from '../branding/find-style.ts'
import { lookOf, type Look } from '../branding/look.ts'
import { defaultStyle } from '../branding/style.ts'

/** What a page is drawn in: the look, and the address of its style sheet. */
export interface Dress {
  readonly look: Look
  readonly css: string
}

/** The client's own look, that of all classic pages, or the default. */
export async function findLook(
  ports: Pick<Ports, 'storage'>,
  request: DomainRequest,
  client: { readonly id: string } | undefined,
): Promise<Dress> {
  const basePath = basePathOf(request)
  if (client === undefined) return defaultLook(request)
  const { style, isOwn, classic } = await findStyle(ports, request.domain, client.id)
  if (!isOwn) return defaultLook(request)
  const look = lookOf(style, (picture) => pictureAddress(basePath, client.id, picture))
  const css = style === defaultStyle ? `${basePath}${assetPaths.css}` : sheetAddress(basePath, client.id, style)
  if (classic?.logo === undefined) return { look, css }
  const query = new URLSearchParams({ client_id: classic.clientId, v: logoVersion(classic.logo) }).toString()
  const logo = `${basePath}${logoPath}?${query}`
  return { look: { ...look, formLogo: { day: logo, night: logo } }, css }
}

export function defaultLook(request: DomainRequest): Dress {
  return { look: lookOf(defaultStyle, () => ''), css: `${basePathOf(request)}${assetPaths.css}` }
}

function basePathOf({ domain }: DomainRequest): string {
  const path = cookiePath(domain)
  return path === '/' ? '' : path
}
