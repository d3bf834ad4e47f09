import type { Document } from '../../contract/shapes.gen.ts'
import { defaultBrandingSettings } from './default-branding.ts'
import { mergeDocuments } from './merge-documents.ts'
import { isOnAt, isTree, settingAt, wordAt } from './settings-tree.ts'

const places = ['CENTER', 'START', 'END'] as const
export type Place = (typeof places)[number]

export interface Bar {
  readonly isShown: boolean
  readonly hasImage: boolean
  readonly hasLogo: boolean
  readonly logoPlace: Place
}

/** Everything of a style that is no colour. */
export interface Layout {
  readonly scheme: 'LIGHT' | 'DARK' | 'DYNAMIC'
  readonly density: 'REGULAR' | 'COMPACT' | 'SPACIOUS'
  readonly form: { readonly horizontal: Place; readonly vertical: Place; readonly hasImage: boolean }
  readonly formLogo: {
    readonly isShown: boolean
    readonly isInside: boolean
    readonly isAbove: boolean
    readonly place: Place
  }
  readonly hasPageImage: boolean
  readonly header: Bar
  readonly footer: Bar
  readonly hasGraphics: boolean
  readonly hasProviderIcons: boolean
  readonly hasLanguageSelector: boolean
  readonly faviconTypes: readonly ('ICO' | 'SVG')[]
  /** In CSS pixels. */
  readonly radii: {
    readonly button: number
    readonly input: number
    readonly menu: number
    readonly alert: number
    readonly form: number
  }
  readonly federation: Federation
}

export interface Federation {
  /** Whether providers come before the form for passwords. */
  readonly isFirst: boolean
  readonly isSearch: boolean
  /** Names of providers, as far as an order was set. */
  readonly order: readonly string[]
}

const largestRadius = 100

/** Enumerated words that AWS documents nowhere fall back to the default where they are not known. */
export function readLayout(own: Document | undefined): Layout {
  const settings = mergeDocuments(defaultBrandingSettings, own)
  const isOn = (path: string): boolean => isOnAt(settings, path)
  const place = (path: string): Place => wordAt(settings, path, places)
  return {
    scheme: wordAt(settings, 'categories.global.colorSchemeMode', ['DYNAMIC', 'LIGHT', 'DARK']),
    density: wordAt(settings, 'categories.global.spacingDensity', ['REGULAR', 'COMPACT', 'SPACIOUS']),
    form: {
      horizontal: place('categories.form.location.horizontal'),
      vertical: place('categories.form.location.vertical'),
      hasImage: isOn('components.form.backgroundImage.enabled'),
    },
    formLogo: {
      isShown: isOn('components.form.logo.enabled'),
      isInside: wordAt(settings, 'components.form.logo.formInclusion', ['IN', 'OUT']) === 'IN',
      isAbove: wordAt(settings, 'components.form.logo.position', ['TOP', 'BOTTOM']) === 'TOP',
      place: place('components.form.logo.location'),
    },
    hasPageImage: isOn('components.pageBackground.image.enabled'),
    header: readBar(settings, 'pageHeader'),
    footer: readBar(settings, 'pageFooter'),
    hasGraphics: isOn('categories.form.displayGraphics'),
    hasProviderIcons: isOn('componentClasses.idpButtons.icons.enabled'),
    hasLanguageSelector: isOn('categories.form.languageSelector.enabled'),
    faviconTypes: faviconTypes(settings),
    radii: {
      button: radius(settings, 'componentClasses.buttons'),
      input: radius(settings, 'componentClasses.input'),
      menu: radius(settings, 'componentClasses.dropDown'),
      alert: radius(settings, 'components.alert'),
      form: radius(settings, 'components.form'),
    },
    federation: readFederation(settings),
  }
}

function readBar(settings: Document | undefined, name: 'pageHeader' | 'pageFooter'): Bar {
  return {
    isShown: isOnAt(settings, `categories.global.${name}.enabled`),
    hasImage: isOnAt(settings, `components.${name}.backgroundImage.enabled`),
    hasLogo: isOnAt(settings, `components.${name}.logo.enabled`),
    logoPlace: wordAt(settings, `components.${name}.logo.location`, ['START', 'CENTER', 'END']),
  }
}

function faviconTypes(settings: Document | undefined): readonly ('ICO' | 'SVG')[] {
  const value = settingAt(settings, 'components.favicon.enabledTypes')
  return Array.isArray(value) ? (['ICO', 'SVG'] as const).filter((type) => value.includes(type)) : []
}

function radius(settings: Document | undefined, path: string): number {
  const value = Number(settingAt(settings, `${path}.borderRadius`))
  const fallback = Number(settingAt(defaultBrandingSettings, `${path}.borderRadius`))
  return Number.isFinite(value) && value >= 0 ? Math.min(value, largestRadius) : fallback
}

function readFederation(settings: Document | undefined): Federation {
  const order = settingAt(settings, 'categories.auth.federation.order')
  const groups = settingAt(settings, 'categories.auth.authMethodOrder')
  const kinds = (Array.isArray(groups) ? groups.flat() : []).map((method) => (isTree(method) ? method.type : undefined))
  const [federated, password] = [kinds.indexOf('FEDERATED'), kinds.indexOf('USERNAME_PASSWORD')]
  const style = settingAt(settings, 'categories.auth.federation.interfaceStyle') ?? 'BUTTON_LIST'
  return {
    isFirst: federated !== -1 && (password === -1 || federated < password),
    isSearch: style !== 'BUTTON_LIST',
    order: (Array.isArray(order) ? order : []).filter((name) => typeof name === 'string'),
  }
}
