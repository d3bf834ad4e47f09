import { everyClient, type UiCustomization } from '../../domain/branding/ui-customization.ts'
import type { PoolDomain } from '../../flows/user-pools/domain-request.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Storage } from '../../ports/storage/storage.ts'
import { pictureAddress } from './addresses.ts'
import { compileClassicStyle, compileStyle, defaultStyle, type Style } from './style.ts'

/** What pages of a client look like. `isOwn` is false where it has no style, so that the default one shows. */
export interface FoundStyle {
  readonly style: Style
  readonly isOwn: boolean
  readonly classic?: UiCustomization
}

/** The client's own style, in the version that is stored now: each node sees a change at once. */
export function findStyle(
  ports: Pick<Ports, 'storage'>,
  { pool, managedLoginVersion }: PoolDomain,
  clientId: string,
): Promise<FoundStyle> {
  return managedLoginVersion === 1 ? classicStyle(ports, pool.id, clientId) : brandedStyle(ports, pool.id, clientId)
}

async function brandedStyle(
  { storage }: Pick<Ports, 'storage'>,
  poolId: string,
  clientId: string,
): Promise<FoundStyle> {
  const current = await storage.branding.findVersion(poolId, clientId)
  if (current === undefined) return { style: defaultStyle, isOwn: false }
  const known = compiled(storage)
  const key = `${current.id} ${current.version}`
  const kept = known.get(key)
  if (kept) return { style: kept, isOwn: true }
  const branding = await storage.branding.findByClient(poolId, clientId)
  if (branding === undefined) return { style: defaultStyle, isOwn: false }
  const { settings, assets, id, version } = branding
  const style = compileStyle({ settings, assets, addressOf: (picture) => pictureAddress(undefined, clientId, picture) })
  keep(known, `${id} ${version}`, style)
  return { style, isOwn: true }
}

async function classicStyle(
  { storage }: Pick<Ports, 'storage'>,
  poolId: string,
  clientId: string,
): Promise<FoundStyle> {
  const own = await storage.branding.findUiCustomization(poolId, clientId)
  const classic = own ?? (await storage.branding.findUiCustomization(poolId, everyClient))
  if (classic === undefined) return { style: defaultStyle, isOwn: false }
  if (classic.css === undefined) return { style: defaultStyle, isOwn: true, classic }
  const known = compiled(storage)
  const style = known.get(classic.css) ?? compileClassicStyle(classic.css)
  keep(known, classic.css, style)
  return { style, isOwn: true, classic }
}

/** A style is up to two megabytes. */
const mostKept = 32
const compiledStyles = new WeakMap<Storage, Map<string, Style>>()

function compiled(storage: Storage): Map<string, Style> {
  const known = compiledStyles.get(storage) ?? new Map<string, Style>()
  compiledStyles.set(storage, known)
  return known
}

function keep(known: Map<string, Style>, key: string, style: Style): void {
  known.delete(key)
  known.set(key, style)
  const [oldest] = known.keys()
  if (known.size > mostKept && oldest !== undefined) known.delete(oldest)
}
