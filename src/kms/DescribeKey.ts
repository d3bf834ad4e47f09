import * as v from 'valibot'
import { keyMetadata } from './key-metadata.ts'
import { keyIdForm, kmsOperation, requireEncryptionKey } from './kms-operation.ts'

const input = v.object({ KeyId: keyIdForm })

export const DescribeKey = kmsOperation({ input, isReading: true }, async ({ KeyId }, ports, request) => ({
  KeyMetadata: keyMetadata(await requireEncryptionKey(ports, request, KeyId), request.accountId),
}))
