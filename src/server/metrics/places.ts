import type { Labels } from './exposition.ts'

/** Templates come and go while a gateway runs; what is more than this is counted together. */
const mostPlaces = 2000
const elsewhere: Labels = { ApiName: 'others', ApiId: 'others', Stage: 'others' }

/** Where something is counted, by the kind of the API and its labels. */
export interface Places<Kind extends string, Place> {
  readonly of: (kind: Kind, labels: Labels) => Place
  readonly all: () => readonly Place[]
}

export function boundedPlaces<Kind extends string, Place>(
  make: (kind: Kind, labels: Labels) => Place,
): Places<Kind, Place> {
  const places = new Map<string, Place>()
  return {
    of(kind, wanted) {
      const isRoom = places.size < mostPlaces || places.has(keyOf(kind, wanted))
      const labels = isRoom ? wanted : elsewhere
      const known = places.get(keyOf(kind, labels))
      if (known !== undefined) return known
      const place = make(kind, labels)
      places.set(keyOf(kind, labels), place)
      return place
    },
    all: () => [...places.values()],
  }
}

function keyOf(kind: string, labels: Labels): string {
  return JSON.stringify([kind, ...Object.values(labels)])
}
