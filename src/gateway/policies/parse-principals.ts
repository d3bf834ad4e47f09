import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import { parseGlob, type Glob } from './glob.ts'
import { PolicyRefused, textList } from './policy-refused.ts'

/** `"*"`, or `{"AWS": …}` with accounts, users, roles and `*`. Users of pools and services are no principals here. */
export function parsePrincipals(value: unknown, path: string): readonly Glob[] {
  if (value === '*') return [parseGlob('*')]
  if (!isJsonObject(value)) throw new PolicyRefused(path, 'must be "*" or {"AWS": …}')
  const other = Object.keys(value).find((kind) => kind !== 'AWS')
  if (other !== undefined) throw new PolicyRefused(`${path}.${other}`, 'is no kind of caller here; write AWS')
  return textList(value['AWS'], `${path}.AWS`).map((text) => {
    if (text === '*') return parseGlob('*')
    if (text.includes('*') || text.includes('?')) {
      throw new PolicyRefused(`${path}.AWS`, 'has a wildcard inside; write "*" or a whole ARN, and aws:PrincipalArn')
    }
    return parseGlob(/^\d{12}$/.test(text) ? `arn:aws:iam::${text}:root` : text)
  })
}
