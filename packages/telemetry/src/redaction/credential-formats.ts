import { redacted } from './redacted.ts'

type Rule = readonly [pattern: RegExp, replace: (...groups: string[]) => string]

const hide = () => redacted
const hideAfter = (_match: string, before = '') => before + redacted

/** Tokens that their issuer made recognizable by a prefix. */
const prefixes = [
  '[prs]k_(?:live|test|prod)_',
  'whsec_',
  'gh[opsur]_',
  'github_pat_',
  'gl(?:pat|dt|rt|ptt|cbt|soat|ft)-',
  'npm_(?=[A-Za-z0-9]{36})',
  'pypi-',
  'dckr_(?:pat|oat)_',
  'hc[aimx]+k_',
  'xox[a-z]-',
  'xapp-',
  'sk-',
  'hf_',
  'hv[bsr]\\.',
  'do[opr]_v1_',
  'shp(?:at|ca|pa|ss)_',
  'sq0[a-z]{3}-',
  'lin_(?:api|oauth)_',
  'ntn_',
  'secret_(?=[A-Za-z0-9]{32})',
  'dapi(?=[0-9a-f]{12})',
  'dp\\.(?:pt|st|ct|sa|scim|audit)\\.',
  'gl(?:sa|c)_',
  'NR(?:AK|II|RA)-',
  'ph[xa]_',
  'sbp_',
  'sb_secret_',
  'pscale_(?:tkn|pw|oauth)_',
  'ATATT3x',
  'AGE-SECRET-KEY-1',
  'figd_',
  'sntry[su]_',
  'PMAK-',
  'rubygems_',
  'CCIPAT_',
  'bkua_',
  'tskey-',
  'nfp_',
  'xkeysib-',
  'sq[upa]_',
  'ops_eyJ',
  'pul-',
  'tfp_',
  'GOCSPX-',
  'ya29\\.',
  'HRKU-',
  'key-(?=[0-9a-f]{20}|[0-9a-z]{32}(?![0-9a-z]))',
  'v[1-4]\\.(?:local|public)\\.',
  'EAA(?=[A-Za-z0-9]{24})',
  'EZ[AT]K(?=[0-9a-f]{20})',
  '(?:xai-|gsk_|r8_|pplx-)(?=[A-Za-z0-9]{30})',
  'nvapi-',
  'tvly-',
  'pcsk_',
  'lsv2_[ps]t_',
  'f(?:m[12]r?|o1)_(?=[A-Za-z0-9+/=]{16})',
  'dt0[a-z]\\d\\d\\.',
  'rdme_',
  'CFPAT-',
  'sl\\.(?=[\\w-]{40})',
  'pat[A-Za-z0-9]{14}\\.(?=[0-9a-f]{40})',
  '(?:shippo|duffel)_(?:live|test)_',
  'LTAI(?=[A-Za-z0-9]{12})',
  'amzn\\.mws\\.',
  'AIza',
].join('|')

// Every repetition is bounded or starts where no other match could, so no text makes a match slow.
const rules: readonly Rule[] = [
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----))*(?:-----END [A-Z0-9 ]{0,40}-----)?/g,
    hide,
  ],
  // A JSON Web Token, signed or encrypted, or any JSON object in base64.
  [/(?<![\w-])eyJ[\w+/=-]{9,}(?:\.[\w-]*){0,4}/g, hide],
  [/\b(AWS4-[A-Z0-9-]{8,40}\s+)Credential=[^"'\n]+/g, hideAfter],
  [
    /\b(bearer\s+)(?!authenti|authori|tokens?\b|scheme|header|format|prefix|realm)[\w.~+/=^#-]{6,}/gi,
    hideAfter,
  ],
  [/\b([Bb]asic\s+)(?=\S+[A-Z0-9=])[\w+/-]{6,}={0,2}/g, hideAfter],
  [
    /\b((?:NTLM|Negotiate|Splunk|SSWS|GenieKey|SharedKey|SharedAccessSignature|ApiKey|Api-Key)\s+)(?=\S*\d)[\w.~+/:=&%-]{12,}/gi,
    hideAfter,
  ],
  [/\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}\b/g, hide],
  [new RegExp(`(?<![A-Za-z0-9])(?:${prefixes})[\\w.-]{12,}`, 'g'), hide],
  [/(?<!\w)SG\.[\w-]{16,}\.[\w-]{16,}|(?<!\w)1\/\/0[\w-]{20,}|(?<!\w)\d{8,10}:AA[\w-]{32,}/g, hide],
  [/(?<!\w)(?:SK[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2})(?!\w)/g, hide],
  [
    /\b((?:hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com|outlook\.office(?:365)?\.com\/webhook|api\.telegram\.org)\/)[^\s"'<>]{6,}/gi,
    hideAfter,
  ],
  [/\b(data:[\w/+.-]{1,100}(?:;[\w=-]{1,40})?;base64,)[A-Za-z0-9+/=]{16,}/g, hideAfter],
  // A secret key of AWS has no prefix; 40 characters of changing classes are no word and no path.
  [
    /(?<![\w+/=.-])[A-Za-z0-9+/]{40}(?![\w+/.-])/g,
    (text) => (looksRandom(text, 0.33) ? redacted : text),
  ],
  [
    /\b([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^\s/?#"'<>]{1,1000}|[^\s/?#@:"'<>]{0,100}:(?!\d+[/?#])[^\s@"'<>]{1,300})@/gi,
    (_match, scheme = '') => `${scheme}${redacted}@`,
  ],
  // Discord, Vault before 1.10, PuTTY and Oracle
  [/(?<![\w.-])[MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,}/g, hide],
  [/(?<![\w.])s\.(?=[a-zA-Z]{0,23}\d)[A-Za-z0-9]{24}(?![\w.])/g, hide],
  [/\b(Private-Lines: \d{1,4}\r?\n)(?:[\w+/=]{1,100}(?:\r?\n|$))+/g, hideAfter],
  [/\b(jdbc:oracle:\w{1,10}:[^\s/@]{1,100}\/)[^\s@]{1,300}(?=@)/g, hideAfter],
  [
    /(?<![\w:/])(\/\/)[^\s/?#@:"'<>]{1,100}:[^\s/?#@"'<>]{1,300}@/g,
    (_match, start = '') => `${start}${redacted}@`,
  ],
  // Cut off before the host.
  [
    /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@:"'<>[]{0,100}:(?!\d*$)[^\s/?#@"'<>\]]{1,1000}…?$/gi,
    hideAfter,
  ],
  // `user:password@host` without a scheme; `npm:react@18` and `mailto:worf@example.com` are something else.
  [
    /(?<![\w./:@-])(?!(?:mailto|acct|sips?|ssh|git|npm|pkg|file|workspace|docker|patch|catalog):)[\w.-]{1,64}:(?!\/\/)[^\s:@/"'<>]{3,100}@(?!sha\d)(?=[a-z]|\d{1,3}(?:\.\d{1,3}){3})/gi,
    () => `${redacted}@`,
  ],
]

/** Hides credentials by their format, anywhere in a text. */
export function redactCredentials(text: string): string {
  let result = text
  for (const [pattern, replace] of rules) result = result.replace(pattern, replace)
  return result
}

/** A quick test: matches every text that may contain one, and some others; ignores case. */
export const credentialHints = [
  'eyJ|-----BEGIN|AWS4-|bearer|basic |NTLM|Negotiate|Splunk|SSWS|GenieKey|Shared|Api-?Key',
  'Private-Lines|jdbc:oracle|[MNO][a-z\\d]{23,27}\\.|\\bs\\.[a-z\\d]{24}|;base64,|AKIA|ASIA|AROA|AIDA|ABIA|ACCA|SG\\.|1//0|:AA|webhook|slack|telegram',
  '://|:[^\\s:@/"\']{3,100}@',
  prefixes,
].join('|')

/** The same for those that are only a long word; apart, because it slows the other search down. */
export const longWord = /[A-Za-z0-9+/]{32}/

/** Whether lower case, upper case and digits alternate as they do in no word. */
export function looksRandom(text: string, changeRate = 0.4): boolean {
  let changes = 0
  let last = 0
  let kinds = 0
  for (let at = 0; at < text.length; at += 1) {
    const kind = kindOf(text.charCodeAt(at))
    if (kind === 0 || kind === last) continue
    changes += 1
    kinds |= kind
    last = kind
  }
  const isMixed = kinds === 7 || (kinds === 3 && text.length >= 40)
  return isMixed && changes >= text.length * changeRate
}

/** 1 for lower case, 2 for upper case, 4 for digits. */
function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 1
  if (code >= 65 && code <= 90) return 2
  return code >= 48 && code <= 57 ? 4 : 0
}
