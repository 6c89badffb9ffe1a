/** A word or phrase (the source of a regular expression) and the term to use instead. */
export interface WordRule {
  readonly find: string
  readonly use: string
}

export const words: readonly WordRule[] = [
  { find: 'told|tells?|telling', use: 'logged, reported, set, returned' },
  { find: 'nobody|somebody|anybody|whoever', use: 'the caller, user, service or client' },
  { find: 'books?|bookkeep\\w*', use: 'counters' },
  { find: 'held', use: 'queued, kept, stored' },
  { find: 'stands?(?![ -]in)|stood', use: 'is, is shown, appears' },
  { find: 'lies|sits|lives in', use: 'is, is stored' },
  { find: 'goes before|comes before', use: 'overrides, precedes' },
  { find: 'gives? way|gave way', use: 'is dropped' },
  { find: '(?<!EXPORTER )is none|are none', use: 'is invalid, is not set' },
  { find: '(?<!there )is no (?!longer|more|such)\\w+', use: 'invalid X, not a X, does not' },
  { find: 'of which', use: 'whose, with, or a second sentence' },
  { find: 'could not be had|can(not| not) be had', use: 'could not be fetched' },
  { find: 'anew', use: 'again' },
  { find: 'doors?', use: 'entry point' },
  { find: '(signal|which|each|its own) rooms?', use: 'module' },
  { find: 'silhouettes?', use: 'layout' },
  { find: 'faces?', use: 'compatibility API' },
  { find: 'scenes?', use: 'setup, environment' },
  { find: 'upkeep', use: 'admin' },
  { find: 'beside', use: 'next to, with, and' },
  { find: 'spanless', use: 'traces without spans' },
  { find: 'dear|dearer', use: 'expensive' },
  { find: 'patience', use: 'retry policy, timeout' },
  { find: 'mend(s|ed|ing)?|well again', use: 'fix, recovered' },
  { find: 'back ends?', use: 'backend' },
  { find: 'asks?|asked|asking', use: 'request, query, call' },
  { find: 'questions?', use: 'query, request' },
  { find: 'answers?|answered|answering', use: 'response, respond, return' },
  { find: 'foreign(?! key| ?object)', use: 'third-party, unknown' },
  { find: 'careless', use: 'say what it does' },
  { find: 'says?|said', use: 'reports, states, has' },
  { find: 'anyone|everyone|someone|whom', use: 'the caller, user, service or client' },
  { find: 'whatever|whichever|wherever', use: 'any, independent of, everywhere' },
  { find: 'lives', use: 'is, is stored, runs' },
  { find: 'rooms?', use: 'module, space, capacity, limit' },
  { find: 'the rest', use: 'the others, the remainder' },
  { find: 'goes on|go on', use: 'continues' },
  { find: 'lets (in|go)', use: 'accepted, released' },
  { find: 'hollow', use: 'outlined' },
  { find: 'last good', use: 'stale, last successful' },
  { find: '(all )?four signals', use: 'all signals; metrics are the fifth' },
  {
    find: '(behavi|col|fav|hon|neighb)our\\w*|(cancel|label|model|travel)l(ed|ing)|misspelt|learnt|whilst',
    use: 'the American spelling',
  },
  {
    // Starts a comment, a heading or a title of a test.
    find: '(?<=^\\s*(?:/\\*\\*|\\*|//|--|#+) |\\b(?:describe|it|test)(?:\\.\\w+)*\\([\'"`])(?:What|Which|Who)',
    use: 'a noun as the subject',
  },
  {
    // `Whether` describes a boolean.
    find: '(?<=^\\s*(?:/\\*\\*|#+) |\\b(?:describe|it|test)(?:\\.\\w+)*\\([\'"`])(?:How|That|Whatever|Where|Whose|Why)',
    use: 'a noun as the subject: number, duration, reason, source',
  },
  {
    // Starts a sentence of prose.
    find: '(?<=^|[.:] )(?-i:How|What|Which|Who|Whose|Why|Whether)(?= [^?]*$)',
    use: 'a noun as the subject',
  },
]

/** Real uses: a path prefix, and the text around the word on that line. */
export const allowed: readonly { readonly file: string; readonly text: string }[] = [
  { file: 'apps/console/src/receivers/cloudwatch-logs/insights/', text: "'Cancelled'" },
  { file: 'apps/console/test/receivers/cloudwatch-logs/', text: "'Cancelled'" },
  { file: '.github/workflows/release.yml', text: '!cancelled()' },
  { file: 'apps/console/src/cli/commands/clear-data.ts', text: 'lines.question(' },
  { file: 'apps/console/web/trace/trace-page.tsx', text: 'a held key' },
  { file: 'packages/postgres/src/testing/postgres-server.ts', text: 'nobody' },
  { file: 'packages/telemetry/src/redaction/named-values.ts', text: '|answer|' },
  { file: 'packages/telemetry/src/redaction/redact-text.ts', text: '|answer|question|' },
]
