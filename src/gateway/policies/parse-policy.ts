import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import { parseArnPattern } from './arn-pattern.ts'
import { parseGlob, type Glob } from './glob.ts'
import { parseConditions } from './parse-conditions.ts'
import { PolicyRefused, textList } from './policy-refused.ts'
import { parsePrincipals } from './parse-principals.ts'
import type { Policy, Statement } from './policy.ts'

export interface PolicyReading {
  /** Whether the policy belongs to a resource, and says whom each statement is about. */
  readonly hasPrincipals: boolean
  /** What a resource is spelled like before it is matched; for `execute-api:/stage/GET/path`. */
  readonly resourceArn?: (resource: string) => string
}

type Json = Readonly<Record<string, unknown>>

const VERSIONS = ['2012-10-17', '2008-10-17']
const STATEMENT = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']
/** IAM's own limit for the pattern of a resource. */
const LONGEST_RESOURCE = 512

/** Compiles a policy document. Throws `PolicyRefused` for anything that it cannot carry out to the letter. */
export function parsePolicy(document: unknown, reading: PolicyReading): Policy {
  const policy = objectOf(document, '')
  onlyMembers(policy, ['Version', 'Id', 'Statement'], '')
  const { Version: version = VERSIONS[0] } = policy
  if (typeof version !== 'string' || !VERSIONS.includes(version)) {
    throw new PolicyRefused('.Version', 'must be 2012-10-17')
  }
  const written = policy['Statement']
  const statements: readonly unknown[] = Array.isArray(written) ? written : [written]
  return {
    statements: statements.map((statement, index) =>
      parseStatement(statement, Array.isArray(written) ? `.Statement[${index}]` : '.Statement', reading),
    ),
  }
}

function parseStatement(value: unknown, path: string, { hasPrincipals, resourceArn }: PolicyReading): Statement {
  const statement = objectOf(value, path)
  onlyMembers(statement, hasPrincipals ? [...STATEMENT, 'Principal'] : STATEMENT, path)
  const effect = statement['Effect']
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicyRefused(`${path}.Effect`, 'must be Allow or Deny')
  const action = oneOf(statement, ['Action', 'NotAction'], path)
  const resource = oneOf(statement, ['Resource', 'NotResource'], path)
  return {
    effect,
    principals: hasPrincipals ? parsePrincipals(statement['Principal'], `${path}.Principal`) : undefined,
    action: { isNegated: action.isNegated, patterns: action.texts.map(actionPattern) },
    resource: {
      isNegated: resource.isNegated,
      patterns: resource.texts.map((text) => {
        if (text.length > LONGEST_RESOURCE) throw new PolicyRefused(resource.path, 'is longer than 512 characters')
        return parseArnPattern(resourceArn === undefined ? text : resourceArn(text))
      }),
    },
    conditions: parseConditions(statement['Condition'], `${path}.Condition`),
  }
}

/** IAM: actions are compared without regard to case. */
function actionPattern(text: string): Glob {
  return parseGlob(text.toLowerCase())
}

function oneOf(statement: Json, [plain, negated]: readonly [string, string], path: string) {
  const isNegated = statement[plain] === undefined
  if (isNegated === (statement[negated] === undefined)) {
    throw new PolicyRefused(path, `needs either ${plain} or ${negated}`)
  }
  const place = `${path}.${isNegated ? negated : plain}`
  return { isNegated, path: place, texts: textList(statement[isNegated ? negated : plain], place) }
}

function objectOf(value: unknown, path: string): Json {
  if (!isJsonObject(value)) throw new PolicyRefused(path, 'must be an object')
  return value
}

function onlyMembers(value: Json, known: readonly string[], path: string) {
  const unknown = Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) throw new PolicyRefused(`${path}.${unknown}`, 'is not supported in a policy here')
}
