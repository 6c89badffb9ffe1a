/**
 * The number of spans that a span represents: Honeycomb's SampleRate of the span or its resource,
 * otherwise the sampling threshold `th` of the tracestate. Tables of the console store it as a column.
 */
export const sampleRate = `toUInt64(round(least(greatest(multiIf(
        mapContains(SpanAttributes, 'SampleRate'), toFloat64OrZero(SpanAttributes['SampleRate']),
        mapContains(ResourceAttributes, 'SampleRate'), toFloat64OrZero(ResourceAttributes['SampleRate']),
        match(TraceState, '(^|,)[ \\\\t]*ot=([^,]*;)?th:[0-9a-f]{1,14}(;|,|$)'),
        pow(2, 56) / (pow(2, 56) - reinterpretAsUInt64(reverse(unhex(rightPad(
            extract(TraceState, '(?:^|,)[ \\\\t]*ot=(?:[^,]*;)?th:([0-9a-f]{1,14})'), 14, '0'))))),
        1), 1), 1e9)))`
