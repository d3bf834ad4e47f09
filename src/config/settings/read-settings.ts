import * as v from 'valibot'
import { environmentName, flagName } from './setting-names.ts'

export interface SettingSources {
  /** Values from the command line, by setting name. */
  readonly flags: Readonly<Record<string, unknown>>
  readonly environment: Readonly<Record<string, string | undefined>>
}

export type SettingsReading<Settings> =
  | { readonly kind: 'read'; readonly settings: Settings }
  /** One line each, in terms of what was typed; never a value, which may be a secret. */
  | { readonly kind: 'wrong'; readonly problems: readonly string[] }

type SettingsSchema = v.GenericSchema & { readonly entries: Readonly<Record<string, v.GenericSchema>> }

/** Flags win over the environment, which wins over defaults. An empty variable counts as absent. */
export function readSettings<Schema extends SettingsSchema>(
  schema: Schema,
  { flags, environment }: SettingSources,
): SettingsReading<v.InferOutput<Schema>> {
  const given = Object.keys(schema.entries).map((name) => {
    const fromEnvironment = environment[environmentName(name)]
    return [name, flags[name] ?? (fromEnvironment === '' ? undefined : fromEnvironment)] as const
  })
  const result = v.safeParse(schema, Object.fromEntries(given.filter(([, value]) => value !== undefined)))
  if (result.success) return { kind: 'read', settings: result.output }
  const wrong = new Set(result.issues.map((issue) => v.getDotPath(issue) ?? ''))
  return { kind: 'wrong', problems: [...wrong].map((name) => describeProblem(schema, name, flags[name] === undefined)) }
}

function describeProblem(schema: SettingsSchema, name: string, isFromEnvironment: boolean): string {
  const setting = schema.entries[name]
  const typed = isFromEnvironment ? environmentName(name) : flagName(name)
  return `${typed} has a value that it cannot take. ${setting ? (v.getDescription(setting) ?? '') : ''}`.trimEnd()
}
