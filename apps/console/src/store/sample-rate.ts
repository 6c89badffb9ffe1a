interface Reading {
  has(attributes: string): string
  value(attributes: string): string
}

/**
 * The number of spans that a span represents: Honeycomb's SampleRate of the span or its resource,
 * otherwise the sampling threshold `th` of the tracestate. Tables of the console store it as a column.
 */
export const sampleRate = sampleRateBy({
  has: (attributes) => `mapContains(${attributes}, 'SampleRate')`,
  value: (attributes) => `${attributes}['SampleRate']`,
})

/** The same for queries, in less than half the time. A column cannot use it: an insert may omit attributes. */
export const readSampleRate = sampleRateBy({
  has: (attributes) => `indexOf(${attributes}.keys, 'SampleRate') > 0`,
  value: (attributes) => `${attributes}.values[indexOf(${attributes}.keys, 'SampleRate')]`,
})

function sampleRateBy({ has, value }: Reading): string {
  return `toUInt64(round(least(greatest(multiIf(
        ${has('SpanAttributes')}, toFloat64OrZero(${value('SpanAttributes')}),
        ${has('ResourceAttributes')}, toFloat64OrZero(${value('ResourceAttributes')}),
        match(TraceState, '(^|,)[ \\\\t]*ot=([^,]*;)?th:[0-9a-f]{1,14}(;|,|$)'),
        pow(2, 56) / (pow(2, 56) - reinterpretAsUInt64(reverse(unhex(rightPad(
            extract(TraceState, '(?:^|,)[ \\\\t]*ot=(?:[^,]*;)?th:([0-9a-f]{1,14})'), 14, '0'))))),
        1), 1), 1e9)))`
}
