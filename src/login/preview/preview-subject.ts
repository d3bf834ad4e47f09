import { createHash } from 'node:crypto'
import type { AssetType, Document } from '../../contract/shapes.gen.ts'
import type { FormerStyle } from '../../domain/branding/former-style.ts'
import type { ManagedLoginBranding } from '../../domain/branding/managed-login-branding.ts'
import { mergeDocuments } from '../../domain/branding/merge-documents.ts'
import type { OwnTexts } from '../../messages/own-texts.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PreviewChoice } from './preview-choice.ts'

/** A style that is not published: a file of the drafts' folder, by its name without `.json`. */
export interface BrandingDraft {
  readonly name: string
  readonly settings: Document | undefined
  readonly assets: readonly AssetType[]
  /** Why it cannot be read. */
  readonly fault: string | undefined
}

/** Read anew for each request, so that what is saved shows. */
export type ReadDrafts = () => Promise<readonly BrandingDraft[]>

/** What the pages of a preview are drawn in. */
export interface PreviewSubject {
  readonly appName: string
  readonly settings: Document | undefined
  readonly assets: readonly AssetType[]
  readonly texts: readonly OwnTexts[]
  readonly fault: string | undefined
  /** The client's own style, whatever is shown. */
  readonly own: ManagedLoginBranding | undefined
  /** What it was before, newest first. */
  readonly former: readonly Pick<FormerStyle, 'version' | 'updatedAt'>[]
  /** Changes with the style and the texts. */
  readonly version: string
}

export async function findSubject(
  { storage, pageTexts }: Pick<Ports, 'pageTexts' | 'storage'>,
  readDrafts: ReadDrafts,
  { pool: poolId, client: clientId, draft: name, version, scheme, language }: PreviewChoice,
): Promise<PreviewSubject> {
  const pool = poolId === undefined ? undefined : await storage.userPools.find(poolId)
  const found = clientId === undefined ? undefined : await storage.appClients.find(clientId)
  const client = found?.poolId === pool?.id ? found : undefined
  const own = client && (await storage.branding.findByClient(client.poolId, client.id))
  const texts = pool === undefined ? [] : await pageTexts.list({ pool, client, language })
  const drafts = name === undefined ? [] : await readDrafts()
  const draft = drafts.find((one) => one.name === name)
  const earlier = own && version && (await storage.branding.findFormer(own.poolId, own.id, Number(version)))
  const { settings, assets } = draft ?? (earlier || own) ?? noStyle
  const former = own === undefined ? [] : await storage.branding.listFormer(own.poolId, own.id)
  return {
    appName: client?.name ?? 'Harbour',
    settings: scheme === 'style' ? settings : mergeDocuments(settings ?? {}, inScheme(scheme)),
    assets,
    texts,
    fault: draft?.fault,
    own,
    former,
    version: createHash('sha256')
      .update(JSON.stringify([settings, assets, texts, former]))
      .digest('base64url'),
  }
}

const noStyle = { settings: undefined, assets: [] } as const

function inScheme(scheme: 'light' | 'dark'): Document {
  return { categories: { global: { colorSchemeMode: scheme === 'dark' ? 'DARK' : 'LIGHT' } } }
}
