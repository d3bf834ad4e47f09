import { createRequire } from 'node:module'
import type { FuncKeywordDefinition, Options, ValidateFunction } from 'ajv'
import type { BodyValidator } from '../definition/request-validation.ts'
import { boundedSearch } from '../linear-regex/bounded-match.ts'
import { linearRegex } from '../linear-regex/linear-regex.ts'
import { isJsonObject } from '../../crypto/jose/strict-json.ts'
import {
  CHOICE,
  createValidationWork,
  isChoice,
  WorkExceeded,
  workKeywords,
  type ValidationWork,
} from './validation-work.ts'
import { violationTexts } from './violation-text.ts'

// Loaded when the first model is: it takes longer than all else that a start does, and few APIs have models.
const require = createRequire(import.meta.url)

interface SchemaCompiler {
  readonly addSchema: (schema: object, key: string) => unknown
  readonly compile: (schema: object) => ValidateFunction
  readonly removeKeyword: (keyword: string) => unknown
  readonly addKeyword: (definition: FuncKeywordDefinition) => unknown
}

/** The schemas of one API, which refer to each other. */
export interface ModelSchemas {
  /** The validator of a schema that may refer to them. Throws where it, or one that it refers to, is none. */
  readonly validatorOf: (schema: unknown) => BodyValidator
}

/** A pattern's work on one text; beyond it the text counts as not matching. */
const MOST_PATTERN_STEPS = 500_000
/** Cognito: what API Gateway's models do not know, though JSON Schema or ajv might. */
const IGNORED = new Set([
  'discriminator',
  'example',
  'nullable',
  'readOnly',
  'writeOnly',
  'xml',
  'externalDocs',
  'default',
])

export function compileModelSchemas(documents: ReadonlyMap<string, unknown>): ModelSchemas {
  const work = createValidationWork()
  const compiler = createCompiler(work)
  for (const [address, document] of documents) {
    compiler.addSchema(schemaObject(document), address)
  }
  return {
    validatorOf(schema) {
      const validate = compiler.compile(schemaObject(schema))
      return (json) => {
        work.begin(json.length)
        return problemsOf(validate, JSON.parse(json))
      }
    },
  }
}

function problemsOf(validate: ValidateFunction, body: unknown): readonly string[] {
  try {
    return validate(body) ? [] : violationTexts(validate.errors ?? [])
  } catch (error) {
    if (error instanceof WorkExceeded) return ['the instance takes too long to compare with the schema']
    throw error
  }
}

function schemaObject(value: unknown): object {
  const schema = withoutIgnored(value)
  if (!isJsonObject(schema)) throw new Error('a schema must be an object')
  return schema
}

function createCompiler(work: ValidationWork): SchemaCompiler {
  const { default: Ajv } = require('ajv-draft-04')
  const options: Options = {
    strict: false,
    allErrors: true,
    verbose: true,
    logger: false,
    // A body may name `constructor`; only what it has itself counts.
    ownProperties: true,
    // int32 and int64 are ignored by API Gateway, and what it makes of others is unknown.
    validateFormats: false,
    code: { regExp: Object.assign(patternTest(work), { code: 'linearRegex' }) },
  }
  const compiler: SchemaCompiler = new Ajv(options)
  for (const definition of workKeywords(work)) {
    compiler.removeKeyword(String(definition.keyword))
    compiler.addKeyword(definition)
  }
  return compiler
}

function patternTest({ spend }: ValidationWork) {
  return (pattern: string) => {
    const regex = linearRegex(pattern, 'ecmascript')
    return { test: (text: string) => boundedSearch(regex, text, MOST_PATTERN_STEPS, spend) === true }
  }
}

/** Names of properties are no keywords, so members of `properties` and of maps of schemas are kept. */
function withoutIgnored(value: unknown, isMapOfSchemas = false): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutIgnored(item))
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([name]) => isMapOfSchemas || !IGNORED.has(name))
  const members = kept.map(([name, member]): readonly [string, unknown] => [
    name,
    name === 'enum' ? member : withoutIgnored(member, !isMapOfSchemas && MAPS.has(name)),
  ])
  return Object.fromEntries(!isMapOfSchemas && isChoice(value) ? [...members, [CHOICE, true]] : members)
}

const MAPS = new Set(['properties', 'patternProperties', 'definitions', 'schemas', 'dependencies'])
