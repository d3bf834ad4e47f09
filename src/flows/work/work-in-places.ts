export interface PlacesOptions<Claimed> {
  readonly places: number
  /** Claims up to so many for this node alone. */
  readonly claim: (most: number) => Promise<readonly Claimed[]>
  readonly work: (claimed: Claimed) => Promise<void>
  /** Told of work that threw; it is done once more when its claim has run out. */
  readonly onError: (error: unknown) => void
  readonly isClosed: () => boolean
}

/**
 * Works on all that is due, a few at a time, and resolves when nothing is left. More is claimed as soon as half the
 * places are free: one slow piece of work holds one place, not a whole batch.
 */
export async function workInPlaces<Claimed>(options: PlacesOptions<Claimed>): Promise<void> {
  const { places, claim, work, onError, isClosed } = options
  const underWay = new Set<Promise<void>>()
  try {
    while (!isClosed()) {
      const claimed = await claim(places - underWay.size)
      for (const each of claimed) {
        const piece = work(each)
          .catch(onError)
          .finally(() => underWay.delete(piece))
        underWay.add(piece)
      }
      if (underWay.size === 0) return
      const most = claimed.length === 0 ? 0 : places / 2
      while (underWay.size > most) await Promise.race(underWay)
    }
  } finally {
    await Promise.all(underWay)
  }
}
