import { beforeAll, describe, expect, test } from 'vitest'
import { compareApi } from '../../compatibility/compare-api.ts'
import type { Finding } from '../../compatibility/finding.ts'
import type { OpenApiDocument } from '../../compatibility/open-api.ts'
import { documentOf, type OperationParts, object, text } from './support/sample-documents.ts'

type Case = readonly [change: string, old: OperationParts, current: OperationParts]

const parameter = (schema: object, more: object = {}): OperationParts => ({
  parameters: [{ in: 'query', name: 'limit', schema, ...more }],
})
const response = (schema: object): OperationParts => ({ response: object({ field: schema }) })
const request = (schema: object): OperationParts => ({ body: object({ field: schema }) })
const statuses = (...names: string[]): OperationParts => ({
  responses: Object.fromEntries(names.map((name) => [name, { description: name }])),
})
const closed = (properties: object) => ({ ...object(properties), additionalProperties: false })
const tuple = (...types: string[]) => ({
  type: 'array',
  prefixItems: types.map((type) => ({ type })),
})
const sent = (schema: object) => ({
  post: {
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 200: { description: 'ok' } },
  },
})
const callback = (schema: object): OperationParts => ({
  callbacks: { done: { '{$request.body#/url}': sent(schema) } },
})
const list = { type: 'array', items: text }
const limit = { in: 'query', name: 'limit', schema: text }
const nullable = { type: ['string', 'null'] }

const breaking: readonly Case[] = [
  ['an operation is removed', {}, { method: null }],
  ['a method is replaced', {}, { method: 'put' }],
  ['a response property is removed', response(text), { response: object({}) }],
  [
    'a response property becomes optional',
    { response: object({ a: text }, ['a']) },
    { response: object({ a: text }) },
  ],
  ['a response property changes its type', response(text), response({ type: 'integer' })],
  ['a response number gets fractions', response({ type: 'integer' }), response({ type: 'number' })],
  ['a response property becomes nullable', response(text), response(nullable)],
  [
    'a response property becomes nullable by anyOf',
    response(text),
    response({ anyOf: [text, { type: 'null' }] }),
  ],
  ['a response enum gains a value', response({ enum: ['a'] }), response({ enum: ['a', 'b'] })],
  ['a response constant changes', response({ const: 'a' }), response({ const: 'b' })],
  [
    'a response union gains a branch',
    response({ oneOf: [text] }),
    response({ oneOf: [text, { type: 'array' }] }),
  ],
  ['a response loses its format', response({ type: 'string', format: 'uuid' }), response(text)],
  [
    'a response limit is raised',
    response({ type: 'string', maxLength: 5 }),
    response({ type: 'string', maxLength: 9 }),
  ],
  [
    'items of a response list change',
    { response: { type: 'array', items: object({ a: text }) } },
    { response: { type: 'array', items: object({}) } },
  ],
  [
    'values of a response map change',
    { response: { type: 'object', additionalProperties: text } },
    { response: { type: 'object', additionalProperties: { type: 'integer' } } },
  ],
  ['a response header is removed', { headers: { Link: { schema: text } } }, {}],
  ['the media type of a response changes', {}, { responseType: 'application/xml' }],
  ['a documented status is removed', statuses('200', '404'), statuses('200')],
  ['the successful status changes', statuses('200'), statuses('201')],
  [
    'a request property becomes required',
    request(text),
    { body: object({ field: text }, ['field']) },
  ],
  ['a required request property is added', {}, { body: object({ message: text, a: text }, ['a']) }],
  [
    'a property of a closed request is removed',
    { body: closed({ a: text, b: text }) },
    { body: closed({ a: text }) },
  ],
  ['a request rejects unknown properties', {}, { body: closed({ message: text }) }],
  ['a request enum loses a value', request({ enum: ['a', 'b'] }), request({ enum: ['a'] })],
  ['a request no longer accepts null', request(nullable), request(text)],
  ['a request gets a format', request(text), request({ type: 'string', format: 'uuid' })],
  ['a request number must be whole', request({ type: 'number' }), request({ type: 'integer' })],
  ['the media type of a request changes', {}, { bodyType: 'application/xml' }],
  ['the body becomes required', { isBodyRequired: false }, { isBodyRequired: true }],
  ['a parameter is removed', parameter(text), {}],
  ['a required parameter is added', {}, parameter(text, { required: true })],
  ['a parameter becomes required', parameter(text), parameter(text, { required: true })],
  [
    'the maximum of a parameter is lowered',
    parameter({ type: 'integer', maximum: 100 }),
    parameter({ type: 'integer', maximum: 50 }),
  ],
  [
    'a parameter gets a minimum',
    parameter({ type: 'integer' }),
    parameter({ type: 'integer', minimum: 1 }),
  ],
  ['a parameter gets a pattern', parameter(text), parameter({ type: 'string', pattern: '^a' })],
  ['authentication becomes required', {}, { security: [{ token: [] }] }],
  ['a required body is added', { body: null }, {}],
  ['a body is removed', {}, { body: null }],
  [
    'a request gets rules for names',
    {},
    { body: { ...object({ message: text }), patternProperties: { '^x': text } } },
  ],
  [
    'a required response header becomes optional',
    { headers: { Link: { required: true, schema: text } } },
    { headers: { Link: { schema: text } } },
  ],
  [
    'a scope becomes required',
    { security: [{ token: ['read'] }] },
    { security: [{ token: ['read', 'write'] }] },
  ],
  [
    'a parameter moves',
    parameter(text),
    { parameters: [{ in: 'header', name: 'limit', schema: text }] },
  ],
  [
    'the items of a request list are limited',
    request({ type: 'array', items: text }),
    request({ type: 'array', items: text, maxItems: 3 }),
  ],
  [
    'a response tuple loses an item',
    response(tuple('string', 'integer')),
    response(tuple('string')),
  ],
  ['an item of a response tuple changes', response(tuple('integer')), response(tuple('string'))],
  ['a request tuple gets an item', request(tuple('string')), request(tuple('string', 'integer'))],
  ['an item of a request tuple changes', request(tuple('integer')), request(tuple('string'))],
  ['a callback loses a property', callback(object({ a: text })), callback(object({}))],
  ['a callback is removed', callback(object({ a: text })), {}],
  ['a default changes', parameter({ default: 20 }), parameter({ default: 50 })],
  ['a default is removed', request({ ...text, default: 'a' }), request(text)],
  ['a parameter is renamed', parameter(text), { parameters: [{ ...limit, name: 'page_size' }] }],
  ['a serialization changes', parameter(list), parameter(list, { explode: false })],
  [
    'a parameter is sent as JSON',
    parameter(text),
    { parameters: [{ in: 'query', name: 'limit', content: { 'application/json': {} } }] },
  ],
  ['a request gets a condition', request(text), request({ ...text, if: { const: 'a' }, else: {} })],
  ['a request ignores a property', request(text), request({ ...text, readOnly: true })],
  ['a response withholds a property', response(text), response({ ...text, writeOnly: true })],
]

const harmless: readonly Case[] = [
  ['an operation is added', { method: null }, {}],
  ['a response property is added', {}, { response: object({ message: text, a: text }) }],
  [
    'a property is added to a closed response',
    { response: closed({ a: text }) },
    { response: closed({ a: text, b: text }) },
  ],
  [
    'a response property is always present',
    { response: object({ a: text }) },
    { response: object({ a: text }, ['a']) },
  ],
  ['a response property is never null', response(nullable), response(text)],
  ['a response number becomes whole', response({ type: 'number' }), response({ type: 'integer' })],
  ['a response enum loses a value', response({ enum: ['a', 'b'] }), response({ enum: ['a'] })],
  ['a response gets a format', response(text), response({ type: 'string', format: 'uuid' })],
  [
    'a response limit is lowered',
    response({ type: 'string', maxLength: 9 }),
    response({ type: 'string', maxLength: 5 }),
  ],
  ['a response header is added', {}, { headers: { Link: { schema: text } } }],
  [
    'the character set of a response is named',
    {},
    { responseType: 'application/json; charset=utf-8' },
  ],
  ['a status is added', statuses('200'), statuses('200', '404')],
  ['a status becomes part of a range', statuses('200', '404'), statuses('200', '4XX')],
  ['a range becomes a single status', statuses('200', '4XX'), statuses('200', '404')],
  ['an optional request property is added', {}, { body: object({ message: text, a: text }) }],
  [
    'a request property becomes optional',
    { body: object({ a: text }, ['a']) },
    { body: object({ a: text }) },
  ],
  [
    'a request accepts unknown properties',
    { body: closed({ a: text }) },
    { body: object({ a: text }) },
  ],
  ['a request accepts null', request(text), request(nullable)],
  ['a request accepts null by anyOf', request(text), request({ anyOf: [text, { type: 'null' }] })],
  ['a request enum gains a value', request({ enum: ['a'] }), request({ enum: ['a', 'b'] })],
  ['a request constant becomes an enum', request({ const: 'a' }), request({ enum: ['a', 'b'] })],
  [
    'a request number may have fractions',
    request({ type: 'integer' }),
    request({ type: 'number' }),
  ],
  [
    'a request union gains a branch',
    request({ anyOf: [text] }),
    request({ anyOf: [text, { type: 'integer' }] }),
  ],
  ['a request loses its pattern', request({ type: 'string', pattern: 'a' }), request(text)],
  ['the body becomes optional', {}, { isBodyRequired: false }],
  ['an optional parameter is added', {}, parameter(text)],
  [
    'the maximum of a parameter is raised',
    parameter({ type: 'integer', maximum: 100 }),
    parameter({ type: 'integer', maximum: 200 }),
  ],
  [
    'a limit is written in another way',
    parameter({ type: 'integer', maximum: 100 }),
    parameter({ type: 'integer', exclusiveMaximum: 101 }),
  ],
  [
    'constants are written as an enum',
    response({ anyOf: [{ const: 'a' }, { const: 'b' }] }),
    response({ enum: ['a', 'b'] }),
  ],
  [
    'properties are written as allOf',
    { response: object({ a: text, b: text }) },
    { response: { allOf: [object({ a: text }), object({ b: text })] } },
  ],
  [
    'descriptions and examples change',
    response(text),
    response({ ...text, description: 'words', examples: ['a'] }),
  ],
  [
    'a request accepts more multiples',
    request({ type: 'integer', multipleOf: 10 }),
    request({ type: 'integer', multipleOf: 5 }),
  ],
  [
    'a request accepts larger numbers',
    request({ type: 'integer', format: 'int32' }),
    request({ type: 'integer', format: 'int64' }),
  ],
  ['an optional body is added', { body: null }, { isBodyRequired: false }],
  [
    'an alternative authentication is added',
    { security: [{ token: [] }] },
    { security: [{ token: [] }, { other: [] }] },
  ],
  [
    'a default is added',
    parameter({ type: 'integer' }),
    parameter({ type: 'integer', default: 50 }),
  ],
  ['a length of 0 is written', request(text), request({ ...text, minLength: 0 })],
  [
    'the usual serialization is written',
    parameter(list),
    parameter(list, { style: 'form', explode: true }),
  ],
  [
    'a response has smaller numbers',
    response({ type: 'integer', format: 'int64' }),
    response({ type: 'integer', format: 'int32' }),
  ],
  [
    'a response tuple gets an item',
    response(tuple('string')),
    response(tuple('string', 'integer')),
  ],
  ['a request tuple loses an item', request(tuple('string', 'integer')), request(tuple('string'))],
  ['a callback gets a property', callback(object({})), callback(object({ a: text }, ['a']))],
  ['a callback is added', {}, callback(object({ a: text }))],
  ['authentication is no longer required', { security: [{ token: [] }] }, {}],
]

const all = [...breaking, ...harmless]
const pathOf = (change: string) => `/${change.replaceAll(' ', '-')}`
let findings: readonly Finding[]

beforeAll(async () => {
  const documents = [1, 2].map((index) =>
    documentOf(
      Object.fromEntries(all.map((row) => [pathOf(row[0]), row[index] as OperationParts])),
    ),
  )
  findings = await compareApi(documents[0] ?? {}, documents[1] ?? {})
})

const stops = (change: string) =>
  findings.filter(
    ({ message, effect }) => effect === 'stop' && message.split(/[ :]/).includes(pathOf(change)),
  )

describe('breaks clients', () => {
  test.each(breaking)('%s', (change) => {
    expect(stops(change)).not.toEqual([])
  })
})

describe('does not break clients', () => {
  test.each(harmless)('%s', (change) => {
    expect(stops(change)).toEqual([])
  })
})

test('a finding names the operation, the place and the change', async () => {
  const field = (schema: object) => documentOf({ '/a': response(schema) })
  expect(await compareApi(field({ enum: ['a'] }), field({ enum: ['a', 'b'] }))).toEqual([
    {
      area: 'api',
      rule: 'enum-values-added',
      message: "POST /a 200 .field enum: Enum of field gained values: 'b'.",
      effect: 'stop',
    },
  ])
})

test('references and recursive schemas are resolved', async () => {
  const withNode = (node: object) => ({
    ...documentOf({ '/tree': { response: { $ref: '#/components/schemas/Node' } } }),
    components: { schemas: { Node: node } },
  })
  const children = { type: 'array', items: { $ref: '#/components/schemas/Node' } }
  const old = withNode(object({ name: text, children }))
  expect(await compareApi(old, old)).toEqual([])
  const removed = await compareApi(old, withNode(object({ children })))
  expect(removed.map(({ effect }) => effect)).toContain('stop')
})

test('the requests of webhooks are data that clients read', async () => {
  const withWebhook = (schema: object) => ({
    ...documentOf({ '/a': {} }),
    webhooks: { created: sent(schema) },
  })
  const [one, two] = [object({ a: text }), object({ a: text, b: text }, ['b'])]
  const effects = async (old: object, current: object) =>
    (await compareApi(withWebhook(old), withWebhook(current))).map(({ effect }) => effect)
  expect(await effects(one, two)).not.toContain('stop')
  expect(await effects(two, one)).toContain('stop')
  expect(await effects(one, object({ a: { type: 'integer' } }))).toContain('stop')
  const tuples = [tuple('string'), tuple('string', 'string')] as const
  expect(await effects(object({ a: tuples[0] }), object({ a: tuples[1] }))).not.toContain('stop')
  expect(await effects(object({ a: tuples[1] }), object({ a: tuples[0] }))).toContain('stop')
})

test('parameters of a path are those of its operations', async () => {
  const own = documentOf({ '/a': { parameters: [limit] } })
  const shared = (parameter: object): OpenApiDocument => {
    const document = structuredClone(documentOf({ '/a': {} }))
    Object.assign(document.paths?.['/a'] ?? {}, { parameters: [parameter] })
    return document
  }
  expect(await compareApi(own, shared(limit))).toEqual([])
  const required = await compareApi(own, shared({ ...limit, required: true }))
  expect(required.map(({ effect }) => effect)).toContain('stop')
})
