import { stat } from 'node:fs/promises'

/** The files that a process has read, and whether one of them is another since. */
export interface SourceFiles {
  readonly add: (files: readonly string[]) => Promise<void>
  readonly haveChanged: () => Promise<boolean>
}

const mostFiles = 1_000

export function createSourceFiles(): SourceFiles {
  const seen = new Map<string, string>()
  return {
    add: async (files) => {
      await Promise.all(
        files.slice(0, mostFiles - seen.size).map(async (file) => {
          if (!seen.has(file)) seen.set(file, await fingerprint(file))
        }),
      )
    },
    haveChanged: async () => {
      const checks = [...seen].map(async ([file, before]) => (await fingerprint(file)) !== before)
      return (await Promise.all(checks)).includes(true)
    },
  }
}

async function fingerprint(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file)
    return `${mtimeMs}/${size}/${ino}`
  } catch {
    // A file that is gone has changed.
    return 'gone'
  }
}
