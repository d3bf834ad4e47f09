import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'رمز التحقق الخاص بك', body: 'رمز التأكيد الخاص بك هو {####}' },
  verification: { subject: 'رمز التحقق الخاص بك', body: 'رمز التحقق الخاص بك هو {####}' },
  authentication: { subject: 'رمز الدخول الخاص بك', body: 'رمز الدخول الخاص بك هو {####}.' },
  linkConfirmation: {
    subject: 'رابط التحقق الخاص بك',
    body: 'انقر على الرابط أدناه لتأكيد عنوان بريدك الإلكتروني. {##تأكيد البريد الإلكتروني##}',
  },
  invitation: {
    subject: 'كلمة مرورك المؤقتة',
    body: 'اسم المستخدم الخاص بك هو {username} وكلمة مرورك المؤقتة هي {####}.',
  },
  welcome: {
    subject: 'حسابك',
    body: 'تم نقل حسابك. اسم المستخدم الخاص بك هو {username}، وكلمة مرورك هي نفسها كما كانت.',
  },
  existingAccount: {
    subject: 'لديك حساب بالفعل',
    body: 'طلب شخص ما حسابًا بهذا العنوان، ولهذا العنوان حساب بالفعل. إذا كنت أنت، فسجّل الدخول، أو أعد تعيين كلمة مرورك إذا نسيتها. وإذا لم تكن أنت، فلا يلزمك فعل شيء.',
  },
  risk: {
    subject: 'محاولة جديدة لتسجيل الدخول',
    blocked: 'أوقفنا محاولة لتسجيل الدخول إلى حسابك.',
    asked: 'طلبنا عاملاً ثانيًا عند تسجيل الدخول إلى حسابك.',
    passed: 'سجّل شخص ما الدخول إلى حسابك بطريقة غير معتادة.',
    time: 'الوقت: \u2068{login-time}\u2069',
    device: 'الجهاز: \u2068{device-name}\u2069',
    address: 'عنوان IP: \u2068{ip-address}\u2069',
    valid: 'إذا كنت أنت: {one-click-link-valid}',
    invalid: 'إذا لم تكن أنت: {one-click-link-invalid}',
    itWasMe: 'كان أنا',
    itWasNotMe: 'لم يكن أنا',
  },
} satisfies Words['letters']
