import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'आपका पुष्टि कोड', body: 'आपका पुष्टि कोड {####} है' },
  verification: { subject: 'आपका पुष्टि कोड', body: 'आपका पुष्टि कोड {####} है' },
  authentication: { subject: 'आपका साइन इन कोड', body: 'आपका साइन इन कोड {####} है।' },
  linkConfirmation: {
    subject: 'आपका पुष्टि लिंक',
    body: 'अपने ईमेल पते की पुष्टि करने के लिए कृपया नीचे दिए गए लिंक पर क्लिक करें। {##ईमेल की पुष्टि करें##}',
  },
  invitation: {
    subject: 'आपका अस्थायी पासवर्ड',
    body: 'आपका उपयोगकर्ता नाम {username} और अस्थायी पासवर्ड {####} है।',
  },
  welcome: {
    subject: 'आपका खाता',
    body: 'आपका खाता नई जगह ले जाया गया है। आपका उपयोगकर्ता नाम {username} है और आपका पासवर्ड वही है।',
  },
  existingAccount: {
    subject: 'आपका खाता पहले से मौजूद है',
    body: 'किसी ने इस पते से खाता बनाने का अनुरोध किया, लेकिन इसका खाता पहले से मौजूद है। अगर यह आप थे, तो साइन इन करें या पासवर्ड भूल जाने पर उसे रीसेट करें। अगर यह आप नहीं थे, तो कुछ करने की ज़रूरत नहीं है।',
  },
  risk: {
    subject: 'साइन इन की नई कोशिश',
    blocked: 'हमने आपके खाते में साइन इन करने की एक कोशिश रोक दी।',
    asked: 'आपके खाते में साइन इन के समय हमने दूसरा चरण माँगा।',
    passed: 'किसी ने आपके खाते में असामान्य तरीके से साइन इन किया।',
    time: 'समय: {login-time}',
    device: 'डिवाइस: {device-name}',
    address: 'आईपी पता: {ip-address}',
    valid: 'अगर यह आप थे: {one-click-link-valid}',
    invalid: 'अगर यह आप नहीं थे: {one-click-link-invalid}',
    itWasMe: 'यह मैंने किया',
    itWasNotMe: 'यह मैंने नहीं किया',
  },
} satisfies Words['letters']
