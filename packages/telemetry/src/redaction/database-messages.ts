import { redacted } from './redacted.ts'

const hideAfter = (_match: string, before = '') => before + redacted

/** Forms in which databases and their clients quote values in messages, details and contexts. */
const rules: readonly (readonly [RegExp, (match: string, before?: string) => string])[] = [
  // Postgres
  [
    /\b(Failing row contains \()(?:(?:[^\n]|\n(?!\s{0,20}at ))*(?=\))|(?:[^\n]|\n(?!\s{0,20}at ))*)/g,
    hideAfter,
  ],
  [/\b(Key \([^=\n]{1,200}\)=\()(?:[^\n]*(?=\))|[^\n]*)/g, hideAfter],
  [
    /\b((?:invalid|malformed|unrecognized|unterminated|bad|out of range)\b[^:"\n]{0,80}: ?)"[^\n]*"/gi,
    hideAfter,
  ],
  [/\b((?:value|Token|string|input) )"[^"\n]*"(?= (?:is|for|at)\b)/g, hideAfter],
  [/\b(COPY [^,\n]{1,100}, line \d{1,12}(?:, column [^:\n]{1,100})?: )"[^\n]*/g, hideAfter],
  [/\b(JSON data, line \d{1,9}: )[^\n]+/g, hideAfter],
  [/(\$\d{1,5} ?= ?)'(?:[^']|'')*(?:'|$)/g, hideAfter],
  // Drizzle, TypeORM, Knex and the log of Postgres
  [
    /((?:^|\n|-- |DETAIL: {1,9})(?:params|parameters|bindings|values)\s?[:=]\s?)(?!\$\d)[^\n]+/gi,
    hideAfter,
  ],
  // MySQL, SQL Server and MongoDB
  [/\b(Duplicate entry )(?:'[^\n]*'(?= for key)|'[^\n]*)/g, hideAfter],
  [/\b(incorrect [\w ]{1,40} value: )(?:'[^\n]*'(?= for )|'[^\n]*)/gi, hideAfter],
  [/\b(near )(?:'[^\n]*'(?= at line)|'[^\n]*)/g, hideAfter],
  [/\b(duplicate key value is \()(?:[^\n]*(?=\))|[^\n]*)/g, hideAfter],
  [/\b(dup key: )(?:\{[^\n]*\}|\{[^\n]*)/g, hideAfter],
  [/\b(Truncated value: )(?:'[^\n]*'(?=\.)|'[^\n]*)/g, hideAfter],
  [/\b(converting the \w{1,40} value )(?:'[^\n]*'(?= to )|'[^\n]*)/g, hideAfter],
  // Oracle and CockroachDB
  [/\b(string value containing )(?:'[^\n]*'(?= to )|'[^\n]*)/g, hideAfter],
  [/\b(could not parse )(?:"[^\n]*"(?= as )|"[^\n]*)/g, hideAfter],
  // The statements that set a password
  [
    /\b(IDENTIFIED\s{1,9}(?:WITH\s{1,9}\S{1,60}\s{1,9})?(?:BY|AS)\s{1,9}(?:PASSWORD\s{1,9})?)(?:'[^'\n]*'?|"[^"\n]*"?)/gi,
    hideAfter,
  ],
  [/\b(SET\s{1,9}PASSWORD\b[^=\n]{0,200}=\s{0,9}(?:PASSWORD\()?)'[^'\n]*'?/gi, hideAfter],
  // Functions that take a secret
  [
    /\b((?:crypt|pgp_sym_(?:en|de)crypt(?:_bytea)?|aes_(?:en|de)crypt)\()(?=[^)\n]{0,300}')[^)\n]{1,500}/gi,
    hideAfter,
  ],
  // V8 quotes the text that it fails to parse.
  [
    /(, )(?:\.{3})?"[^"\n]{0,100}(?:"[^"\n]{0,100}){0,10}"(?:\.{3})?(?= is not valid JSON)/g,
    hideAfter,
  ],
]

export function redactDatabaseMessages(text: string): string {
  let result = text
  for (const [pattern, replace] of rules) result = result.replace(pattern, replace)
  return result
}

/** A quick test: matches every text that may contain one; ignores case. */
export const databaseHints =
  'key \\(|failing row|invalid|malformed|unrecognized|unterminated|out of range|(?:value|token|string|input) "|json data|copy |\\$\\d{1,5} ?=|params|parameters|bindings|values|duplicate|incorrect|truncated value|converting the|value containing|could not parse|identified\\s|set\\s+password|near \'|dup key|crypt\\(|not valid json'
