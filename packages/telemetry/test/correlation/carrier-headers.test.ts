import { defaultTextMapGetter, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { describe, expect, it } from 'vitest'
import { createPropagator, getIncomingTrace } from '../../src/correlation/index.ts'

const traceId = 'aaaaaaaabbbbbbbbccccccccdddd0072'
const traceparent = `00-${traceId}-1111111111111111-01`
const amazon = 'Root=1-aaaaaaaa-bbbbbbbbccccccccdddd0072;Parent=1111111111111111;Sampled=1'
const bytes = (text: string) => Buffer.from(text)

const extract = (carrier: unknown, getter = defaultTextMapGetter) =>
  createPropagator().extract(ROOT_CONTEXT, carrier, getter)

describe('headers of any carrier', () => {
  it.each<[string, unknown]>([
    ['lower case', { traceparent }],
    ['upper case', { TRACEPARENT: traceparent }],
    ['X-Amzn-Trace-Id in its own case', { 'X-Amzn-Trace-Id': amazon }],
    ['Kafka headers of bytes', { traceparent: bytes(traceparent) }],
    ['X-Amzn-Trace-Id as bytes', { 'x-amzn-trace-id': new Uint8Array(bytes(amazon)) }],
    ['a list of bytes', { traceparent: [bytes(traceparent)] }],
    ['a list of pairs', [['Traceparent', traceparent]]],
    ['a list of objects', [{ other: bytes('1') }, { traceparent: bytes(traceparent) }]],
    ['a Map', new Map([['traceparent', traceparent]])],
    ['fetch Headers', new Headers({ traceparent })],
    ['attributes of SQS', { traceparent: { DataType: 'String', StringValue: traceparent } }],
    [
      'an SQS message',
      { Body: '{}', MessageAttributes: { traceparent: { StringValue: traceparent } } },
    ],
    ['the system attribute of an SQS message', { Attributes: { AWSTraceHeader: amazon } }],
    [
      'an SQS record of Lambda',
      { attributes: { AWSTraceHeader: amazon }, messageAttributes: {}, body: '' },
    ],
    [
      'an SNS message',
      { MessageAttributes: { traceparent: { Type: 'String', Value: traceparent } } },
    ],
    ['an API Gateway event', { httpMethod: 'GET', headers: { 'X-Amzn-Trace-Id': amazon } }],
    [
      'an API Gateway event with lists',
      { headers: null, multiValueHeaders: { Traceparent: [traceparent] } },
    ],
    ['a KafkaJS message', { key: null, headers: { traceparent: bytes(traceparent) } }],
    ['an AMQP message', { content: bytes(''), properties: { headers: { traceparent } } }],
    [
      'an SNS record of Lambda',
      { Sns: { MessageAttributes: { traceparent: { Value: traceparent } } } },
    ],
    [
      'a binary attribute of SQS',
      {
        messageAttributes: { traceparent: { binaryValue: bytes(traceparent).toString('base64') } },
      },
    ],
    ['a Kafka record of Lambda', { headers: [{ traceparent: [...bytes(traceparent)] }] }],
    ['bytes through JSON', { headers: { traceparent: bytes(traceparent).toJSON() } }],
    [
      'a list of keys with values',
      { headers: [{ key: 'Traceparent', value: bytes(traceparent) }] },
    ],
    ['a message of Pub/Sub', { message: { attributes: { traceparent } } }],
    ['raw headers', { rawHeaders: ['Host', 'a.example', 'Traceparent', traceparent] }],
  ])('extracts from %s', (_title, carrier) => {
    expect(trace.getSpanContext(extract(carrier))).toMatchObject({
      traceId,
      spanId: '1111111111111111',
      traceFlags: 1,
      isRemote: true,
    })
  })

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 5],
    ['a string', 'traceparent'],
    ['nothing', {}],
    ['numbers', { 'x-amzn-trace-id': 5, traceparent: 5, baggage: 5 }],
    ['objects', { traceparent: {}, 'x-amzn-trace-id': { StringValue: 5 } }],
    ['a cycle', Object.assign([], { headers: [] })],
  ])('extracts nothing from %s', (_title, carrier) => {
    expect(trace.getSpanContext(extract(carrier))).toBeUndefined()
  })

  it('ignores a getter that throws', () => {
    const getter = {
      keys: (): string[] => {
        throw new Error('no keys')
      },
      get: () => {
        throw new Error('no value')
      },
    }
    expect(trace.getSpanContext(extract({ traceparent }, getter))).toBeUndefined()
  })

  it.each([0, 1])(
    'keeps Sampled=%i of a header that was injected into a plain object',
    (sampled) => {
      const message = {}
      const propagator = createPropagator()
      const incoming = extract({ 'x-amzn-trace-id': amazon.replace(/1$/, String(sampled)) })
      propagator.inject(incoming, message, {
        set: (carrier, key, value) => Object.assign(carrier as object, { [key]: value }),
      })
      expect(getIncomingTrace(extract(message))?.decision).toBe(sampled ? 'sampled' : 'not_sampled')
    },
  )
})
