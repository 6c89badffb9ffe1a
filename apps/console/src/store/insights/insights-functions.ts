import {
  asNumber,
  asText,
  boolean,
  type InsightsValue,
  number,
  text,
  time,
} from './insights-value.ts'

type Template = (args: readonly InsightsValue[]) => InsightsValue

const ofNumber =
  (name: string): Template =>
  ([value]) =>
    number(`${name}(${need(value, asNumber)})`)
const ofText =
  (name: string): Template =>
  ([value]) =>
    text(`${name}(${need(value, asText)})`)
const trim =
  (side: 'BOTH' | 'LEADING' | 'TRAILING'): Template =>
  ([value, characters]) =>
    text(
      `trim(${side} ${characters ? asText(characters) : "' \\t\\r\\n'"} FROM ${need(value, asText)})`,
    )
const test =
  (sql: (value: string) => string): Template =>
  ([value]) =>
    boolean(`ifNull(${sql(need(value, asText))}, 0)`)

function need(value: InsightsValue | undefined, as: (value: InsightsValue) => string): string {
  return value === undefined ? 'NULL' : as(value)
}

/** SQL of the functions of a single event, by their names in lower case. */
export const scalarTemplates: Readonly<Record<string, Template>> = {
  abs: ofNumber('abs'),
  ceil: ofNumber('ceil'),
  floor: ofNumber('floor'),
  log: ofNumber('log'),
  sqrt: ofNumber('sqrt'),
  greatest: (args) => number(`greatest(${args.map(asNumber).join(', ')})`),
  least: (args) => number(`least(${args.map(asNumber).join(', ')})`),
  isempty: ([value]) => boolean(`ifNull(${need(value, asText)} = '', 1)`),
  isblank: ([value]) => boolean(`ifNull(trimBoth(${need(value, asText)}) = '', 1)`),
  ispresent: ([value]) => boolean(`isNotNull(${need(value, asText)})`),
  coalesce: (args) => text(`coalesce(${args.map(asText).join(', ')}, NULL)`),
  concat: (args) =>
    text(`concat('', ${args.map((arg) => `ifNull(${asText(arg)}, '')`).join(', ')})`),
  ltrim: trim('LEADING'),
  rtrim: trim('TRAILING'),
  trim: trim('BOTH'),
  strlen: ([value]) => number(`toFloat64(lengthUTF8(${need(value, asText)}))`),
  toupper: ofText('upperUTF8'),
  tolower: ofText('lowerUTF8'),
  substr: ([value, start, length]) => {
    const from = `toInt64(ifNull(greatest(${need(start, asNumber)}, 0), 0)) + 1`
    const size = length ? `, toInt64(ifNull(greatest(${asNumber(length)}, 0), 0))` : ''
    return text(`substringUTF8(${need(value, asText)}, ${from}${size})`)
  },
  replace: ([value, part, replacement]) =>
    text(
      `replaceAll(${need(value, asText)}, ifNull(${need(part, asText)}, ''), ifNull(${need(replacement, asText)}, ''))`,
    ),
  strcontains: ([value, part]) =>
    boolean(`ifNull(position(${need(value, asText)}, ${need(part, asText)}) > 0, 0)`),
  frommillis: ([value]) => time(`accurateCastOrNull(${need(value, asNumber)}, 'Int64')`),
  tomillis: ([value]) => number(need(value, asNumber)),
  now: () => number('toFloat64(toUnixTimestamp(now()))'),
  isvalidip: test((value) => `isIPv4String(${value}) OR isIPv6String(${value})`),
  isvalidipv4: test((value) => `isIPv4String(${value})`),
  isvalidipv6: test((value) => `isIPv6String(${value})`),
}

const aggregate =
  (name: string): Template =>
  ([value]) =>
    number(`${name}OrNull(${need(value, asNumber)})`)

/** Of numbers if all values are numbers, else of texts. */
const extreme =
  (name: 'min' | 'max'): Template =>
  ([value]) => {
    if (value && value.type !== 'text') return { ...value, sql: `${name}(${value.sql})` }
    const [sql, asNumeric] = [need(value, asText), need(value, asNumber)]
    return text(
      `if(count(${sql}) = count(${asNumeric}), toString(${name}(${asNumeric})), ${name}(${sql}))`,
    )
  }

const byTime =
  (name: 'argMin' | 'argMax'): Template =>
  ([value]) =>
    text(`${name}If(${need(value, asText)}, eventId, isNotNull(${need(value, asText)}))`)

const percentile: Template = ([value, level]) =>
  // The parser accepts only a literal number from 0 to 100.
  number(
    `quantileExactInclusiveOrNull(${Number(level?.sql ?? 50) / 100})(${need(value, asNumber)})`,
  )

/** SQL of the functions of `stats`, by their names in lower case. */
export const aggregateTemplates: Readonly<Record<string, Template>> = {
  count: ([value]) => number(value ? `toFloat64(count(${asText(value)}))` : 'toFloat64(count())'),
  count_distinct: ([value]) => number(`toFloat64(uniqExact(${need(value, asText)}))`),
  avg: aggregate('avg'),
  sum: aggregate('sum'),
  min: extreme('min'),
  max: extreme('max'),
  stddev: aggregate('stddevSamp'),
  pct: percentile,
  percentile,
  earliest: byTime('argMin'),
  latest: byTime('argMax'),
  sortsfirst: ([value]) => text(`min(${need(value, asText)})`),
  sortslast: ([value]) => text(`max(${need(value, asText)})`),
}
