/** A secret as `Sealer` wrote it. */
export type Sealed = string
/** JSON of the record's other members: everything that no statement filters or sorts by. */
export type Json = string
/** Milliseconds since 1970. */
export type Time = number
export type Flag = 0 | 1
