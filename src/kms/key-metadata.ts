import { keyArn, type EncryptionKey } from '../domain/encryption-key.ts'

export function keyMetadata(key: EncryptionKey, accountId: string): object {
  return {
    AWSAccountId: accountId,
    KeyId: key.keyId,
    Arn: keyArn(key, accountId),
    CreationDate: key.createdAt.getTime() / 1000,
    Enabled: true,
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  }
}
