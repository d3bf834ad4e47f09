import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'קוד האימות שלך', body: 'קוד האישור שלך הוא {####}' },
  verification: { subject: 'קוד האימות שלך', body: 'קוד האימות שלך הוא {####}' },
  authentication: { subject: 'קוד הכניסה שלך', body: 'קוד הכניסה שלך הוא {####}.' },
  linkConfirmation: {
    subject: 'קישור האימות שלך',
    body: 'יש ללחוץ על הקישור שלמטה כדי לאמת את כתובת האימייל שלך. {##אימות כתובת האימייל##}',
  },
  invitation: {
    subject: 'הסיסמה הזמנית שלך',
    body: 'שם המשתמש שלך הוא {username} והסיסמה הזמנית שלך היא {####}.',
  },
  welcome: {
    subject: 'החשבון שלך',
    body: 'החשבון שלך הועבר. שם המשתמש שלך הוא {username}, והסיסמה היא אותה סיסמה כמו קודם.',
  },
  existingAccount: {
    subject: 'כבר יש לך חשבון',
    body: 'מישהו ביקש חשבון עם הכתובת הזאת, ולכתובת הזאת כבר יש חשבון. אם הבקשה שלך, יש להיכנס, או לאפס את הסיסמה אם שכחת אותה. אם לא, אין צורך לעשות דבר.',
  },
  risk: {
    subject: 'ניסיון כניסה חדש',
    blocked: 'חסמנו ניסיון להיכנס לחשבון שלך.',
    asked: 'ביקשנו גורם אימות שני בכניסה לחשבון שלך.',
    passed: 'מישהו נכנס לחשבון שלך בדרך לא רגילה.',
    time: 'מועד: \u2068{login-time}\u2069',
    device: 'מכשיר: \u2068{device-name}\u2069',
    address: 'כתובת IP:\u00a0\u2068{ip-address}\u2069',
    valid: 'אם הכניסה שלך: {one-click-link-valid}',
    invalid: 'אם לא: {one-click-link-invalid}',
    itWasMe: 'הכניסה שלי',
    itWasNotMe: 'הכניסה לא שלי',
  },
} satisfies Words['letters']
