/** A key that encrypts for functions of this installation, as KMS keys do in an account. */
export interface EncryptionKey {
  readonly region: string
  /** A UUID. */
  readonly keyId: string
  /** 32 bytes, which never leave the installation. */
  readonly material: Uint8Array
  readonly description: string
  readonly createdAt: Date
}

export interface KeyAlias {
  readonly region: string
  /** `alias/…` */
  readonly name: string
  readonly keyId: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What a text that names a key means: the key's id or ARN, or an alias' name or ARN. */
export interface KeyReference {
  /** Where the text does not say them, those of whoever asks. */
  readonly region: string
  readonly accountId: string
  readonly named: { readonly keyId: string } | { readonly alias: string }
}

const keyArnForm =
  /^arn:aws[a-z-]*:kms:([a-z0-9-]{1,32}):(\d{12}):(?:key\/([A-Za-z0-9-]{1,64})|(alias\/[A-Za-z0-9/_-]{1,250}))$/

export function parseKeyReference(text: string, asked: Omit<KeyReference, 'named'>): KeyReference | undefined {
  const [, region, accountId, keyId, alias] = keyArnForm.exec(text) ?? []
  if (region !== undefined && accountId !== undefined) {
    return { region, accountId, named: keyId === undefined ? { alias: alias ?? '' } : { keyId } }
  }
  if (/^alias\/[A-Za-z0-9/_-]{1,250}$/.test(text)) return { ...asked, named: { alias: text } }
  return /^[A-Za-z0-9-]{1,64}$/.test(text) ? { ...asked, named: { keyId: text } } : undefined
}

export function keyArn({ region, keyId }: Pick<EncryptionKey, 'region' | 'keyId'>, accountId: string): string {
  return `arn:${partition(region)}:kms:${region}:${accountId}:key/${keyId}`
}

export function aliasArn({ region, name }: Pick<KeyAlias, 'region' | 'name'>, accountId: string): string {
  return `arn:${partition(region)}:kms:${region}:${accountId}:${name}`
}

function partition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
