const traceId = '5759e988bd862e3fe1be46a994272793'
const attribute = (key: string, value: object) => ({ key, value })
const span = (number: number, fields: object) => ({
  ...{ traceId, spanId: String(number).padStart(16, '0'), name: `span ${number}`, kind: 1 },
  ...{ startTimeUnixNano: '1780000000000000000', endTimeUnixNano: '1780000000001234567' },
  ...fields,
})
const spans = [
  span(1, {
    attributes: [
      attribute('text', { stringValue: 'Ünïcödé' }),
      attribute('empty', { stringValue: '' }),
      attribute('list', { arrayValue: { values: [{ stringValue: 'x' }, { intValue: '5' }] } }),
      attribute('map', { kvlistValue: { values: [attribute('k', { boolValue: true })] } }),
      attribute('double', { doubleValue: 0.1 }),
      attribute('integer', { intValue: '42' }),
      attribute('flag', { boolValue: false }),
    ],
  }),
  ...[2, 3, 4, 5].map((kind) => span(kind, { kind, parentSpanId: String(1).padStart(16, '0') })),
  span(6, { status: { code: 2, message: 'failed' } }),
  span(7, { status: { code: 1 } }),
  span(8, { status: { code: 2 }, attributes: [attribute('error', { stringValue: 'timeout' })] }),
  span(9, {
    events: [
      { timeUnixNano: '1780000000000500999', name: 'named', attributes: [] },
      {
        ...{ timeUnixNano: '1780000000000500999', name: '' },
        attributes: [attribute('event', { stringValue: 'own' })],
      },
    ],
  }),
  span(10, {
    traceState: 'vendor=1',
    links: [{ traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8) }],
  }),
]
/** OTLP JSON of one trace: spans with values of every type, events, links and status codes. */
export const otlpDocument = {
  resourceSpans: [
    {
      resource: { attributes: [attribute('service.name', { stringValue: 'shop' })] },
      scopeSpans: [{ scope: { name: 'library', version: '1' }, spans }],
    },
  ],
}
