/** One page of a listing; `next` is an opaque cursor, absent on the last page. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | undefined
}

export interface PageRequest {
  readonly limit: number
  readonly after: string | undefined
}
