import { constraints } from '../../src/contract/constraints.gen.ts'
import { operationFacts, type OperationName } from '../../src/contract/operations.gen.ts'

/** Values by the name of their shape. Each stands for something of the installation that is asked. */
export type KnownValues = Readonly<Record<string, unknown>>

/** Texts for the shapes whose patterns a run of letters does not match. */
const patterned: KnownValues = {
  UserPoolIdType: 'us-east-1_AbCdEf123',
  ProviderNameTypeV2: 'Acme',
  ManagedLoginBrandingIdType: '01234567-89ab-4def-8123-456789abcdef',
  TermsIdType: '01234567-89ab-4def-8123-456789abcdef',
  TermsNameType: 'terms-of-use',
  LanguageIdType: 'cognito:default',
  PasswordType: 'Passw0rd!',
  UserImportJobIdType: 'import-0123456789',
  DeviceKeyType: 'us-east-1_01234567-89ab-4def-8123-456789abcdef',
  TokenModelType: 'garbage',
  ArnType: 'arn:aws:iam::123456789012:role/test',
  S3ArnType: 'arn:aws:s3:::bucket',
  OptionalArnType: 'arn:aws:iam::123456789012:role/test',
  EncryptionKeyArnType: 'arn:aws:kms:us-east-1:123456789012:key/test',
  SmsVerificationMessageType: 'Code {####}',
  EmailVerificationMessageType: 'Code {####}',
  EmailMfaMessageType: 'Code {####}',
  EmailVerificationMessageByLinkType: 'Please {##confirm##}',
  EmailAddressType: 'a@example.com',
  HexStringType: 'abcd',
  SoftwareTokenMFAUserCodeType: '123456',
}

/** An input of the operation with every member that there is, or with the required ones only. */
export function sampleInput(
  name: OperationName,
  { known = {}, isFull = true }: { readonly known?: KnownValues; readonly isFull?: boolean } = {},
): Record<string, unknown> {
  return sampleOf(operationFacts[name].input, { ...patterned, ...known }, isFull) as Record<string, unknown>
}

function sampleOf(shapeName: string, known: KnownValues, isFull: boolean): unknown {
  if (shapeName in known) return known[shapeName]
  const shape = constraints[shapeName]
  switch (shape?.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members)
          .filter(([name]) => isFull || shape.required?.includes(name))
          .map(([name, target]) => [name, sampleOf(target, known, isFull)]),
      )
    case 'list':
      return Array.from({ length: Math.max(shape.min ?? 0, 1) }, () => sampleOf(shape.member, known, isFull))
    case 'map':
      return { [String(sampleOf(shape.key, known, isFull))]: sampleOf(shape.value, known, isFull) }
    case 'string':
      return shape.enum?.[0] ?? 'a'.repeat(Math.max(shape.min ?? 0, 1))
    case 'integer':
    case 'long':
      return Math.max(shape.min ?? 0, Math.min(1, shape.max ?? 1))
    case 'boolean':
      return false
    case 'timestamp':
      return 1_700_000_000
    case 'blob':
      return 'YQ=='
    case 'document':
      return { a: 1 }
    case undefined:
      throw new Error(`The contract has no shape ${shapeName}`)
  }
}
