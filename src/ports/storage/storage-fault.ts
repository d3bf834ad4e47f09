export type StorageFaultReason =
  /** Too much is waiting already; nothing was written. Later it may work. */
  | 'overloaded'
  /** The engine failed in this commit. The change may be there or not: nobody may say that it is. */
  | 'engine'
  /** The disk or the engine can no longer be trusted: no commit works until a restart, reads go on. */
  | 'stopped'
  | 'closed'

/** Why a commit rejects. `cause` is what the engine said. */
export class StorageFault extends Error {
  readonly reason: StorageFaultReason

  constructor(reason: StorageFaultReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageFault'
    this.reason = reason
  }
}
