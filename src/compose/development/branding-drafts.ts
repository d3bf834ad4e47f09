import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { validateInput } from '../../contract/validate.ts'
import { assetsFault } from '../../domain/branding/branding-assets.ts'
import { parseStrictJson } from '../../http/strict-json.ts'
import type { BrandingDraft, ReadDrafts } from '../../login/preview/preview-subject.ts'

/** The drafts of a folder: each of its JSON files, as UpdateManagedLoginBranding would be sent it. */
export function brandingDraftsIn(folder: string | undefined): ReadDrafts {
  return async () => {
    if (folder === undefined) return []
    const names = await readdir(folder)
    return Promise.all(
      names
        .filter((name) => name.endsWith('.json'))
        .toSorted()
        .map((name) => readDraft(join(folder, name))),
    )
  }
}

async function readDraft(path: string): Promise<BrandingDraft> {
  const name = basename(path, '.json')
  const faulty = (fault: string): BrandingDraft => ({ name, settings: undefined, assets: [], fault })
  const parsed = parseStrictJson(await readFile(path))
  if (!parsed.ok) return faulty('The draft is no JSON.')
  const read = validateInput('UpdateManagedLoginBranding', parsed.value)
  if (!read.ok) return faulty(read.message ?? 'The draft is no JSON object.')
  const { Settings: settings, Assets: assets = [] } = read.input
  return { name, settings, assets, fault: assetsFault(assets) }
}
