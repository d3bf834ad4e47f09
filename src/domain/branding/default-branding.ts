import type { Document } from '../../contract/shapes.gen.ts'

type Tree = { readonly [member: string]: Document }

/** The settings that apply where a style says nothing: the look of our own pages, in Cognito's tree. */
export const defaultBrandingSettings: Document = {
  categories: {
    auth: {
      authMethodOrder: [
        [
          { display: 'BUTTON', type: 'FEDERATED' },
          { display: 'INPUT', type: 'USERNAME_PASSWORD' },
        ],
      ],
      federation: { interfaceStyle: 'BUTTON_LIST', order: [] },
    },
    form: {
      displayGraphics: true,
      instructions: { enabled: false },
      languageSelector: { enabled: true },
      location: { horizontal: 'CENTER', vertical: 'CENTER' },
      sessionTimerDisplay: 'NONE',
    },
    global: {
      colorSchemeMode: 'DYNAMIC',
      pageFooter: { enabled: false },
      pageHeader: { enabled: false },
      spacingDensity: 'REGULAR',
    },
    signUp: { acceptanceElements: [{ enforcement: 'NONE', textKey: 'en' }] },
  },
  componentClasses: {
    buttons: { borderRadius: 12 },
    divider: modes((c) => ({ borderColor: c('e3e5eeff', '2b3046ff') })),
    dropDown: {
      borderRadius: 12,
      ...modes((c) => ({
        defaults: { itemBackgroundColor: c('ffffffff', '171a29ff') },
        hover: {
          itemBackgroundColor: c('eef0ffff', '232842ff'),
          itemBorderColor: c('3246d3ff', '9dabffff'),
          itemTextColor: c('14172bff', 'f0f1f8ff'),
        },
        match: { itemBackgroundColor: c('3246d3ff', '9dabffff'), itemTextColor: c('ffffffff', '0e1230ff') },
      })),
    },
    focusState: modes((c) => ({ borderColor: c('3246d3ff', '9dabffff') })),
    idpButtons: { icons: { enabled: true } },
    input: {
      borderRadius: 12,
      ...modes((c) => ({
        defaults: { backgroundColor: c('ffffffff', '10131fff'), borderColor: c('858ba3ff', '707894ff') },
        placeholderColor: c('5d637bff', 'a9afc6ff'),
      })),
    },
    inputDescription: modes((c) => ({ textColor: c('565c74ff', 'a9afc6ff') })),
    inputLabel: modes((c) => ({ textColor: c('14172bff', 'f0f1f8ff') })),
    link: modes((c) => ({
      defaults: { textColor: c('3246d3ff', '9dabffff') },
      hover: { textColor: c('2435adff', 'bac4ffff') },
    })),
    optionControls: modes((c) => ({
      defaults: { backgroundColor: c('ffffffff', '10131fff'), borderColor: c('858ba3ff', '707894ff') },
      selected: { backgroundColor: c('3246d3ff', '9dabffff'), foregroundColor: c('ffffffff', '0e1230ff') },
    })),
    statusIndicator: modes((c) => ({
      error: status(c('fdecebff', '3a1a1dff'), c('b3201fff', 'ffa8a1ff')),
      pending: { indicatorColor: c('565c74ff', 'a9afc6ff') },
      success: status(c('e7f6edff', '12301fff'), c('14693cff', '8fdcaeff')),
      warning: status(c('fff4dfff', '33270dff'), c('8a4b00ff', 'ffc971ff')),
    })),
  },
  components: {
    alert: {
      borderRadius: 12,
      ...modes((c) => ({
        error: { backgroundColor: c('fdecebff', '3a1a1dff'), borderColor: c('b3201fff', 'ffa8a1ff') },
      })),
    },
    favicon: { enabledTypes: ['ICO', 'SVG'] },
    form: {
      backgroundImage: { enabled: false },
      borderRadius: 20,
      logo: { enabled: false, formInclusion: 'IN', location: 'CENTER', position: 'TOP' },
      ...modes((c) => ({ backgroundColor: c('ffffffff', '171a29ff'), borderColor: c('e9ebf2ff', '262b40ff') })),
    },
    idpButton: { custom: {}, standard: outlined('14172bff', 'f0f1f8ff') },
    pageBackground: { image: { enabled: false }, ...modes((c) => ({ color: c('f4f5f9ff', '0d0f1aff') })) },
    pageFooter: bar(),
    pageHeader: bar(),
    pageText: modes((c) => ({
      bodyColor: c('14172bff', 'f0f1f8ff'),
      descriptionColor: c('565c74ff', 'a9afc6ff'),
      headingColor: c('14172bff', 'f0f1f8ff'),
    })),
    phoneNumberSelector: { displayType: 'TEXT' },
    primaryButton: modes((c) => ({
      defaults: { backgroundColor: c('3246d3ff', '9dabffff'), textColor: c('ffffffff', '0e1230ff') },
      hover: { backgroundColor: c('2838b4ff', 'b3bdffff'), textColor: c('ffffffff', '0e1230ff') },
      active: { backgroundColor: c('1f2c91ff', 'c9d0ffff'), textColor: c('ffffffff', '0e1230ff') },
      disabled: { backgroundColor: c('3246d3ff', '9dabffff'), borderColor: c('3246d3ff', '9dabffff') },
    })),
    secondaryButton: outlined('3246d3ff', '9dabffff'),
  },
}

/** The same members for both modes: `c` takes the colour by day and that by night. */
function modes(members: (c: (day: string, night: string) => string) => Tree): Tree {
  return { lightMode: members((day) => day), darkMode: members((_day, night) => night) }
}

function status(backgroundColor: string, ink: string): Tree {
  return { backgroundColor, borderColor: ink, indicatorColor: ink }
}

function outlined(day: string, night: string): Tree {
  return modes((c) => ({
    defaults: button(c('ffffffff', '171a29ff'), c('c3c8d8ff', '444b66ff'), c(day, night)),
    hover: button(c('f3f4fbff', '20253aff'), c('858ba3ff', '707894ff'), c(day, night)),
    active: button(c('e6e9f8ff', '2a3050ff'), c('3246d3ff', '9dabffff'), c(day, night)),
  }))
}

function button(backgroundColor: string, borderColor: string, textColor: string): Tree {
  return { backgroundColor, borderColor, textColor }
}

function bar(): Tree {
  return {
    backgroundImage: { enabled: false },
    logo: { enabled: false, location: 'START' },
    ...modes((c) => ({ background: { color: c('ffffffff', '171a29ff') }, borderColor: c('e3e5eeff', '2b3046ff') })),
  }
}
