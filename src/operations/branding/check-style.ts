import type { Refuse } from '../../contract/refusal.ts'
import type { AssetType, Document } from '../../contract/shapes.gen.ts'
import { assetsFault } from '../../domain/branding/branding-assets.ts'

export interface Style {
  readonly UseCognitoProvidedValues?: boolean | undefined
  readonly Settings?: Document | undefined
  readonly Assets?: readonly AssetType[] | undefined
}

/** Refuses a style that contradicts itself, and pictures that are none. */
export function checkStyle(
  refuse: Refuse<'InvalidParameterException'>,
  { UseCognitoProvidedValues, Settings, Assets }: Style,
): void {
  if (UseCognitoProvidedValues && Settings !== undefined) {
    throw refuse('InvalidParameterException', 'Settings cannot be set while UseCognitoProvidedValues is true.')
  }
  if (Settings !== undefined && (typeof Settings !== 'object' || Settings === null || Array.isArray(Settings))) {
    throw refuse('InvalidParameterException', 'Settings must be a JSON object.')
  }
  const fault = assetsFault(Assets ?? [])
  if (fault !== undefined) throw refuse('InvalidParameterException', fault)
}
