import type { Words } from '../words.ts'

export const mail = {
  notices: {
    password: {
      subject: 'Vaše heslo bylo změněno',
      body: 'Heslo k vašemu účtu bylo změněno.',
      advice: 'Pokud jste to nebyli vy, hned ho obnovte.',
    },
    email: {
      subject: 'Váš e-mail byl změněn',
      body: 'E-mailová adresa vašeho účtu byla změněna.',
      advice: 'Pokud jste to nebyli vy, hned si změňte heslo.',
    },
    phone_number: {
      subject: 'Vaše telefonní číslo bylo změněno',
      body: 'Telefonní číslo vašeho účtu bylo změněno.',
      advice: 'Pokud jste to nebyli vy, hned si změňte heslo.',
    },
    'passkey-added': {
      subject: 'Byl přidán přístupový klíč',
      body: 'K vašemu účtu byl přidán přístupový klíč.',
      advice: 'Pokud jste to nebyli vy, odeberte ho a hned si změňte heslo.',
    },
    'passkey-removed': {
      subject: 'Byl odebrán přístupový klíč',
      body: 'Z vašeho účtu byl odebrán přístupový klíč.',
      advice: 'Pokud jste to nebyli vy, hned si změňte heslo.',
    },
    'second-factor': {
      subject: 'Váš druhý krok byl změněn',
      body: 'Změnilo se to, co po vás chceme po heslu.',
      advice: 'Pokud jste to nebyli vy, hned si změňte heslo.',
    },
    'recovery-codes': {
      subject: 'Byly vytvořeny nové záchranné kódy',
      body: 'Pro váš účet byly vytvořeny nové záchranné kódy. Starší už neplatí.',
      advice: 'Pokud jste to nebyli vy, hned si změňte heslo.',
    },
    'recovery-code-used': {
      subject: 'Byl použit záchranný kód',
      body: 'Někdo se k vašemu účtu přihlásil záchranným kódem.',
      advice: 'Pokud jste to nebyli vy, hned si změňte heslo.',
    },
    'new-device': {
      subject: 'Nové přihlášení k vašemu účtu',
      body: 'Někdo se k vašemu účtu přihlásil ze zařízení nebo prohlížeče, které jsme tam dosud neviděli.',
      advice: 'Pokud jste to nebyli vy, hned si změňte heslo.',
    },
  },
  notMe: 'Pokud jste to nebyli vy, zabezpečte zde svůj účet (platí 3 dny)',
  notMeUndo: 'Pokud jste to nebyli vy, vraťte to a zabezpečte zde svůj účet (platí 3 dny)',
  deleted: 'Váš účet a všechno v něm je smazané.',
} satisfies Words['mail']
