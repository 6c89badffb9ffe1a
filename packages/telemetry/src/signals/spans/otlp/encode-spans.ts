export { createSpanEncoder, type SpanEncoder } from '../../../otlp/encode-spans.ts'
