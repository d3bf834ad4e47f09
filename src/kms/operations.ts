import { CreateAlias } from './CreateAlias.ts'
import { CreateKey } from './CreateKey.ts'
import { Decrypt } from './Decrypt.ts'
import { DescribeKey } from './DescribeKey.ts'
import { Encrypt } from './Encrypt.ts'
import { GenerateDataKey } from './GenerateDataKey.ts'
import type { KmsOperation } from './kms-operation.ts'
import { ListAliases } from './ListAliases.ts'
import { UpdateAlias } from './UpdateAlias.ts'

export const kmsOperations: Readonly<Record<string, KmsOperation>> = {
  CreateAlias,
  CreateKey,
  Decrypt,
  DescribeKey,
  Encrypt,
  GenerateDataKey,
  ListAliases,
  UpdateAlias,
}
