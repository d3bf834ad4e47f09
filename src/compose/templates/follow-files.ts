import { versionOfFiles } from '../../adapters/system/file-versions.ts'
import { repeatEvery } from '../lifetime/repeat-every.ts'

export interface FollowedFiles {
  /** What is followed now; a change answers what to follow from then on. */
  readonly files: readonly string[]
  readonly onChange: () => Promise<readonly string[]>
  readonly everySeconds?: number
  /** Whether to do as if they had changed. */
  readonly isDue?: () => boolean
  readonly repeat?: typeof repeatEvery
}

/** Looks at files each second and tells of changes, one after the other. A missing file is waited for: editors replace. */
export async function followFiles({
  everySeconds = 1,
  files,
  isDue = () => false,
  onChange,
  repeat = repeatEvery,
}: FollowedFiles): Promise<Disposable> {
  let followed = files
  let version = await versionOfFiles(...followed)
  let isLooking = false

  async function look(): Promise<void> {
    const found = await versionOfFiles(...followed).catch(() => version)
    if (found === version && !isDue()) return
    version = found
    followed = await onChange()
    // Other files than before have another version, which is no change.
    version = await versionOfFiles(...followed).catch(() => found)
  }

  return repeat(everySeconds, () => {
    if (isLooking) return
    isLooking = true
    void look().finally(() => (isLooking = false))
  })
}
