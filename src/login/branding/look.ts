import type { AssetCategoryType } from '../../contract/shapes.gen.ts'
import type { Layout } from '../../domain/branding/layout.ts'
import type { Picture } from '../../domain/branding/pictures.ts'
import type { Style } from './style.ts'

/** A picture's addresses by day and by night: the same where there is but one. */
export interface PictureLinks {
  readonly day: string
  readonly night: string
}

export interface FaviconLink extends PictureLinks {
  readonly type: string
}

/** How a style shows in markup: what it lays out, and where its pictures are. */
export interface Look {
  readonly layout: Layout
  readonly favicons: readonly FaviconLink[]
  readonly headerLogo?: PictureLinks | undefined
  readonly footerLogo?: PictureLinks | undefined
  readonly formLogo?: PictureLinks | undefined
  /** In place of our own drawings. */
  readonly graphics: Readonly<Partial<Record<Graphic, PictureLinks>>>
  /** By the provider's name. */
  readonly providerIcons: Readonly<Record<string, PictureLinks>>
}

export type Graphic = 'EMAIL' | 'SMS' | 'AUTH_APP' | 'PASSWORD' | 'PASSKEY'

export function lookOf(style: Style, addressOf: (picture: Picture) => string): Look {
  const { layout } = style
  const links = (category: AssetCategoryType, resourceId?: string): PictureLinks | undefined => {
    const [day, night] = [style.find(category, 'lightMode', resourceId), style.find(category, 'darkMode', resourceId)]
    if (day === undefined || night === undefined) return undefined
    return {
      day: addressOf(layout.scheme === 'DARK' ? night : day),
      night: addressOf(layout.scheme === 'LIGHT' ? day : night),
    }
  }
  const graphic = (name: Graphic): Partial<Record<Graphic, PictureLinks>> => {
    const found = links(`${name}_GRAPHIC`)
    return found ? { [name]: found } : {}
  }
  return {
    layout,
    favicons: layout.faviconTypes.flatMap((type) => {
      const found = links(`FAVICON_${type}`)
      return found ? [{ ...found, type: type === 'ICO' ? 'image/x-icon' : 'image/svg+xml' }] : []
    }),
    headerLogo: layout.header.hasLogo ? links('PAGE_HEADER_LOGO') : undefined,
    footerLogo: layout.footer.hasLogo ? links('PAGE_FOOTER_LOGO') : undefined,
    formLogo: layout.formLogo.isShown ? links('FORM_LOGO') : undefined,
    graphics: {
      ...graphic('EMAIL'),
      ...graphic('SMS'),
      ...graphic('AUTH_APP'),
      ...graphic('PASSWORD'),
      ...graphic('PASSKEY'),
    },
    providerIcons: Object.fromEntries(
      style.providers.flatMap((name) => {
        const found = links('IDP_BUTTON_ICON', name)
        return found ? [[name, found]] : []
      }),
    ),
  }
}
