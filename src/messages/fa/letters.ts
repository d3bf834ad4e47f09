import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'کد تأیید حساب شما', body: 'کد تأیید حساب شما {####} است' },
  verification: { subject: 'کد تأیید شما', body: 'کد تأیید شما {####} است' },
  authentication: { subject: 'کد ورود شما', body: 'کد ورود شما {####} است.' },
  linkConfirmation: {
    subject: 'پیوند تأیید شما',
    body: 'برای تأیید نشانی ایمیل خود روی پیوند زیر کلیک کنید. {##تأیید ایمیل##}',
  },
  invitation: {
    subject: 'گذرواژه موقت شما',
    body: 'نام کاربری شما {username} و گذرواژه موقت شما {####} است.',
  },
  welcome: {
    subject: 'حساب شما',
    body: 'حساب شما منتقل شد. نام کاربری شما {username} است و گذرواژه‌تان همان است که دارید.',
  },
  existingAccount: {
    subject: 'شما از قبل حساب دارید',
    body: 'کسی با این نشانی که از قبل حساب دارد، حسابی خواسته است. اگر شما بودید، وارد شوید یا اگر گذرواژه را فراموش کرده‌اید آن را بازنشانی کنید. اگر نبودید، لازم نیست کاری بکنید.',
  },
  risk: {
    subject: 'تلاش جدید برای ورود',
    blocked: 'جلوی یک تلاش برای ورود به حساب شما را گرفتیم.',
    asked: 'هنگام ورود به حساب شما عامل دومی خواستیم.',
    passed: 'کسی به شکلی غیرعادی وارد حساب شما شد.',
    time: 'زمان: {login-time}',
    device: 'دستگاه: {device-name}',
    address: 'نشانی IP: {ip-address}',
    valid: 'اگر شما بودید: {one-click-link-valid}',
    invalid: 'اگر شما نبودید: {one-click-link-invalid}',
    itWasMe: 'من بودم',
    itWasNotMe: 'من نبودم',
  },
} satisfies Words['letters']
