/** The exceptions that are built; KMS knows more. */
export type KmsException =
  | 'AlreadyExistsException'
  | 'IncorrectKeyException'
  | 'InvalidAliasNameException'
  | 'InvalidCiphertextException'
  | 'NotFoundException'
  | 'UnsupportedOperationException'
  | 'ValidationException'

/** A request that KMS refuses, in its words where they are known. */
export class KmsRefusal extends Error {
  readonly exception: KmsException

  constructor(exception: KmsException, message?: string) {
    super(message)
    this.name = 'KmsRefusal'
    this.exception = exception
  }
}
