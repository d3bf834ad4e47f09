import { versionOfFiles } from '../../adapters/system/file-versions.ts'
import { repeatEvery } from '../lifetime/repeat-every.ts'

export interface FollowedFiles {
  /** What is followed now; a change answers what to follow from then on. */
  readonly files: readonly string[]
  readonly onChange: () => Promise<Taken>
  readonly everySeconds?: number
}

export interface Taken {
  readonly files: readonly string[]
  /** What was in the way may pass without any change: it is to be tried again. */
  readonly again: boolean
}

/** In looks. */
const longestPause = 60

/**
 * Looks at files each second and tells of changes, one after the other. A missing file is waited for: editors replace.
 * What could not be taken for now is told again, after twice as long each time.
 */
export async function followFiles({ everySeconds = 1, files, onChange }: FollowedFiles): Promise<Disposable> {
  let followed = files
  let version = await versionOfFiles(...followed)
  let isLooking = false
  let pause = 0
  let looksToWait = 0

  async function look(): Promise<void> {
    const found = await versionOfFiles(...followed).catch(() => version)
    if (looksToWait > 0) looksToWait -= 1
    const isDue = pause > 0 && looksToWait === 0
    if (found === version && !isDue) return
    if (found !== version) pause = 0
    version = found
    const taken = await onChange()
    followed = taken.files
    pause = taken.again ? Math.min(longestPause, Math.max(1, pause * 2)) : 0
    looksToWait = pause
    // Other files than before have another version, which is no change.
    version = await versionOfFiles(...followed).catch(() => found)
  }

  return repeatEvery(everySeconds, () => {
    if (isLooking) return
    isLooking = true
    void look().finally(() => (isLooking = false))
  })
}
