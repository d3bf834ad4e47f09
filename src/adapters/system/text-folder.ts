import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseStrictJson } from '../../http/strict-json.ts'
import { ownTextProblems, type OwnTexts } from '../../messages/own-texts.ts'
import type { Log } from '../../ports/log.ts'
import type { PageTexts, TextScope } from '../../ports/page-texts.ts'

interface KeptFile {
  readonly changedAt: number
  readonly texts: OwnTexts
}

/**
 * Texts of a folder: `en.json` for every pool, `<pool>/en.json` and `<pool>/<client>/en.json`, each named by id or name. A
 * file that changes is read again; what is wrong in it is logged once and left out.
 */
export function textFolder(folder: string, log: Pick<Log, 'warn'>): PageTexts {
  const kept = new Map<string, KeptFile>()

  async function read(path: string): Promise<OwnTexts | undefined> {
    const found = await stat(path).catch(() => undefined)
    if (found === undefined) return undefined
    const known = kept.get(path)
    if (known?.changedAt === found.mtimeMs) return known.texts
    const parsed = parseStrictJson(await readFile(path))
    const isRead = parsed.ok && isTexts(parsed.value)
    const texts = isRead ? parsed.value : {}
    const problems = isRead ? ownTextProblems(parsed.value) : ['it is no JSON object']
    if (problems.length > 0) log.warn({ path, problems }, 'texts of pages are left out')
    kept.set(path, { changedAt: found.mtimeMs, texts })
    return texts
  }

  return {
    async list(scope) {
      const texts = await Promise.all(
        placesOf(scope).map((place) => read(join(folder, ...place, `${scope.language}.json`))),
      )
      return texts.filter((found) => found !== undefined)
    },
  }
}

function placesOf({ pool, client }: TextScope): readonly (readonly string[])[] {
  const pools = [pool.name, pool.id].filter(isFolderName)
  const clients = client === undefined ? [] : [client.name, client.id].filter(isFolderName)
  return [[], ...pools.map((name) => [name]), ...pools.flatMap((name) => clients.map((own) => [name, own]))]
}

/** Names are an operator's to choose: none leads out of the folder. */
function isFolderName(name: string): boolean {
  return !/^\.*$|[/\\\0]/.test(name)
}

function isTexts(value: unknown): value is OwnTexts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
