import type { Document } from '../contract/shapes.gen.ts'

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
      languageSelector: { enabled: false },
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
    buttons: { borderRadius: 8 },
    divider: colour('borderColor', 'd9dee7ff', '303a4bff'),
    dropDown: { borderRadius: 8, ...colour('itemBackgroundColor', 'ffffffff', '161d29ff', 'defaults') },
    focusState: colour('borderColor', '1f5eddff', '8db4ffff'),
    idpButtons: { icons: { enabled: true } },
    input: { borderRadius: 8, ...colour('backgroundColor', 'ffffffff', '161d29ff', 'defaults') },
    inputDescription: colour('textColor', '5a6474ff', 'a5afbfff'),
    inputLabel: colour('textColor', '161d29ff', 'e8ecf2ff'),
    link: colour('textColor', '1f5eddff', '8db4ffff', 'defaults'),
    optionControls: colour('backgroundColor', 'ffffffff', '161d29ff', 'defaults'),
    statusIndicator: {
      lightMode: statuses({ error: 'b3261eff', pending: '5a6474ff', success: '146c2eff', warning: '8a5300ff' }),
      darkMode: statuses({ error: 'ff897dff', pending: 'a5afbfff', success: '7dd491ff', warning: 'ffb95cff' }),
    },
  },
  components: {
    alert: { borderRadius: 8, ...colour('borderColor', 'b3261eff', 'ff897dff', 'error') },
    favicon: { enabledTypes: ['ICO', 'SVG'] },
    form: {
      backgroundImage: { enabled: false },
      borderRadius: 12,
      logo: { enabled: false, formInclusion: 'IN', location: 'CENTER', position: 'TOP' },
      ...colour('backgroundColor', 'ffffffff', '161d29ff'),
    },
    idpButton: { custom: {}, standard: colour('textColor', '161d29ff', 'e8ecf2ff', 'defaults') },
    pageBackground: { image: { enabled: false }, ...colour('color', 'f4f6faff', '0d121bff') },
    pageFooter: { ...bar(), logo: { enabled: false, location: 'START' } },
    pageHeader: { ...bar(), logo: { enabled: false, location: 'START' } },
    pageText: colour('bodyColor', '161d29ff', 'e8ecf2ff'),
    phoneNumberSelector: { displayType: 'TEXT' },
    primaryButton: colour('backgroundColor', '1f5eddff', '8db4ffff', 'defaults'),
    secondaryButton: colour('textColor', '1f5eddff', '8db4ffff', 'defaults'),
  },
}

/** One colour in both modes, in one state of the component where it has several. */
function colour(name: string, light: string, dark: string, state?: string): Tree {
  const inState = (value: string): Tree => (state === undefined ? { [name]: value } : { [state]: { [name]: value } })
  return { lightMode: inState(light), darkMode: inState(dark) }
}

function statuses(colours: Readonly<Record<string, string>>): Tree {
  return Object.fromEntries(Object.entries(colours).map(([status, indicatorColor]) => [status, { indicatorColor }]))
}

function bar(): Tree {
  return {
    backgroundImage: { enabled: false },
    lightMode: { background: { color: 'ffffffff' } },
    darkMode: { background: { color: '161d29ff' } },
  }
}
