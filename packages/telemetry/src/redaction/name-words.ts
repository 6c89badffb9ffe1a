const list = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Secrets that are recognized inside longer words, `-` standing for any separator. */
const stems = new RegExp(
  [
    '(?:access|account|api|auth|client|crypt|cryption|deploy|functions?|hmac|host|licen[cs]e|master|private|secret|security|session|shared|signing|ssh|storage|subscription)-?keys?(?![a-z])',
    '(?:auth|2fa|mfa|otp|pass|pin|recovery|security|verification)-?codes?(?![a-z])',
    '(?:admin|app|confirm|current|db|ftp|login|mail|my|mysql|new|old|pg|proxy|redis|root|smtp|ssh|temp|user)-?(?:pass|pin|pw|pwd)\\d*$',
    '(?:recovery|secret|seed)-?phrase',
    '(?:secret|security)-?(?:answer|question)',
    'authorization|bearer|cookie|credential|jwt|kubeconfig|mnemonic|passphrase|passcode|passwd|password|passwrd|passwort|kennwort|contrase|senha|wachtwoord|pswd|signature',
    '\\bpass-(?:phrase|word|wd)|mot-?de-?passe',
    '(?:card|\\bcc)-?(?:no|num|number)(?![a-z])|(?:credit|debit)-?card(?![a-z])',
    'client-?(?:assertion|cert)',
    'code-?verifier',
    'connection-?string|conn-?str(?:ing)?(?![a-z])',
    'drivers?-?licen[cs]e|maiden-?name|national-?id(?![a-z])|tax-?id(?![a-z])|passport-?(?:id|no|num)|social-?security',
    'honeycomb-?team|oidc-?data|saml-?(?:assertion|response)',
    'magic-?link',
    'secret(?!ar)',
    'sess(?:ion)?-?id(?![a-z])',
    'token(?!i[sz])',
    '(?:github|gitlab|azure|devops)-?pat(?![a-z])',
  ].join('|'),
)

export const hasSecretStem = (name: string): boolean => stems.test(name)

/** `key` after one of these names a place in a data structure; any other `*_key` holds a secret. */
export const ordinaryKeys = list(
  'abort allowed alternate answer arrow attribute bucket cache candidate category child clustering column composite config context continuation count custom dedup deduplication dictionary document duplicate ending enter entry error event exclusive extra feature field file first flag foreign function generated group grouping hash header hot i18n id idempotency in index input invalid is item join json kafka l10n label language last leading locale lock lookup map mapping menu message metadata metric missing modifier name natural next no non num object of option or order parent part partition path permission preference previous primary property proto public publishable query queue range react record redact redis region required resource ring root routing row s s3 schema search setting shard short shortcut site socket sort sorted start state storage stream style surrogate tag term text the theme this title topic total translation type unexpected unique unknown usage value websocket',
)

/** Codes that open something; `error_code` and `zip_code` do not. */
export const secretCodes = list(
  'access activation auth authorization backup card confirmation device door entry fa factor gate invitation invite login mfa one otp pass pin recovery redemption reset secret security sms tan time totp user verification verify voucher',
)
