import { normalizeParameters } from './normalize-parameters.ts'
import type { OpenApiDocument, Schema } from './open-api.ts'

/**
 * Replaces equivalent notations by one, so that only differences of meaning are compared:
 * references, places of parameters, `allOf` of objects, `const`, nullable types, bounds, media types, and
 * the closed objects of responses, to which a service may add properties.
 */
export function normalizeDocument(document: OpenApiDocument): OpenApiDocument {
  const resolved = resolve(document, document, []) as OpenApiDocument
  return walk(normalizeParameters(resolved), false) as OpenApiDocument
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Replaces references within the document; keeps those of recursive schemas. */
function resolve(value: unknown, root: OpenApiDocument, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, root, path))
  if (!isObject(value)) return value
  const { $ref, ...others } = value
  if (typeof $ref === 'string' && $ref.startsWith('#/') && !path.includes($ref)) {
    const target = $ref
      .slice(2)
      .split('/')
      .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((from, key) => (isObject(from) ? from[key] : undefined), root)
    if (isObject(target)) return resolve({ ...target, ...others }, root, [...path, $ref])
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolve(item, root, path)]),
  )
}

/** Keys below these are names, not keywords. */
const maps = [
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions', 'schemas'],
  ...['headers', 'responses', 'paths', 'content'],
]
const values = ['example', 'examples', 'default', 'enum', 'const']

function walk(value: unknown, isResponse: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, isResponse))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    if (values.includes(key)) return [key, item]
    if (!maps.includes(key) || !isObject(item)) return [key, walk(item, isResponse)]
    const map = key === 'content' ? withoutParameters(item) : item
    return [key, walkMap(map, isResponse || key === 'responses')]
  })
  return normalizeSchema(Object.fromEntries(entries), isResponse)
}

const walkMap = (map: Record<string, unknown>, isResponse: boolean) =>
  Object.fromEntries(Object.entries(map).map(([name, item]) => [name, walk(item, isResponse)]))

/** `application/json; charset=utf-8` is `application/json`. */
const withoutParameters = (content: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(content).map(([type, media]) => [
      (type.split(';')[0] ?? '').trim().toLowerCase(),
      media,
    ]),
  )

const unions = ['anyOf', 'oneOf'] as const

/** Keywords of a schema are recognized by their types; other objects stay as they are. */
function normalizeSchema(source: Schema, isResponse: boolean): Schema {
  const schema = flattenAllOf(source)
  if ('const' in schema && !isObject(schema.const) && schema.enum === undefined) {
    schema.enum = [schema.const]
    delete schema.const
  }
  if (schema.nullable === true && typeof schema.type === 'string') {
    schema.type = [schema.type, 'null']
    delete schema.nullable
  }
  for (const union of unions) flattenUnion(schema, union)
  if (Array.isArray(schema.type) && schema.type.every((type) => typeof type === 'string'))
    schema.type = schema.type.length === 1 ? schema.type[0] : [...new Set(schema.type)].sort()
  if (schema.type === 'integer') boundsOfIntegers(schema)
  for (const bound of lowerBounds) if (schema[bound] === 0) delete schema[bound]
  if (schema.uniqueItems === false) delete schema.uniqueItems
  if (isResponse && typeof schema.additionalProperties === 'boolean')
    delete schema.additionalProperties
  if (schema.additionalProperties === true) delete schema.additionalProperties
  if (Array.isArray(schema.required)) {
    schema.required = [...new Set(schema.required)].sort()
    if ((schema.required as unknown[]).length === 0) delete schema.required
  }
  return schema
}

/** A branch such as `const: 'a'`, which was rewritten as `enum: ['a']`. */
const isListOfValues = (branch: Record<string, unknown>) =>
  Array.isArray(branch.enum) &&
  Object.keys(branch).every((key) => ['enum', 'type', 'title', 'description'].includes(key))

/** A union of constants is an enumeration; a union with null is a nullable type. */
function flattenUnion(schema: Schema, union: (typeof unions)[number]): void {
  const branches = schema[union]
  if (!Array.isArray(branches) || !branches.every(isObject) || schema.type !== undefined) return
  if (branches.every(isListOfValues)) {
    delete schema[union]
    schema.enum = [...new Set(branches.flatMap((branch) => branch.enum))]
    const types = new Set(branches.map(({ type }) => type))
    if (!types.has(undefined)) schema.type = [...types]
    return
  }
  const [nulls, others] = [
    branches.filter(({ type }) => type === 'null'),
    branches.filter(({ type }) => type !== 'null'),
  ]
  const [only] = others
  if (nulls.length === 0 || others.length !== 1 || typeof only?.type !== 'string') return
  delete schema[union]
  Object.assign(schema, { ...only, ...schema, type: [only.type, 'null'] })
  if (Array.isArray(schema.enum)) schema.enum = [...schema.enum, null]
}

const mergeable = ['type', 'properties', 'required', 'title', 'description']

/** `allOf` of objects that only add properties is one object. */
function flattenAllOf({ allOf, ...others }: Schema): Schema {
  const parts = [others, ...(Array.isArray(allOf) ? allOf : [])]
  const isSimple = parts.every(
    (part) => isObject(part) && Object.keys(part).every((key) => mergeable.includes(key)),
  )
  if (!Array.isArray(allOf)) return others
  if (!isSimple) return { ...others, allOf }
  const names = parts.flatMap((part) => Object.keys(part.properties ?? {}))
  if (new Set(names).size !== names.length) return { ...others, allOf }
  return {
    ...Object.assign({}, ...parts),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required }) => required ?? []),
  }
}

/** 0 is their default. */
const lowerBounds = ['minLength', 'minItems', 'minProperties']

function boundsOfIntegers(schema: Schema): void {
  const { exclusiveMinimum: above, exclusiveMaximum: below } = schema
  if (typeof above === 'number' && schema.minimum === undefined) {
    schema.minimum = Math.floor(above) + 1
    delete schema.exclusiveMinimum
  }
  if (typeof below === 'number' && schema.maximum === undefined) {
    schema.maximum = Math.ceil(below) - 1
    delete schema.exclusiveMaximum
  }
}
