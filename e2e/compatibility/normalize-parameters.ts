import { methods, type OpenApiDocument, type Operation, type Parameter } from './open-api.ts'

/**
 * Moves the parameters of a path to its operations, which override them, and leaves out notations of the
 * default serialization.
 *
 * @param document without references
 */
export function normalizeParameters(document: OpenApiDocument): OpenApiDocument {
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const { parameters: shared = [], ...others } = item
    const operations = methods.flatMap((method) => {
      const operation = item[method]
      return operation ? [[method, withParameters(operation, shared)] as const] : []
    })
    return [path, { ...others, ...Object.fromEntries(operations) }] as const
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

function withParameters(operation: Operation, shared: readonly Parameter[]): Operation {
  const own = operation.parameters ?? []
  const inherited = shared.filter(
    ({ in: place, name }) => !own.some((other) => other.in === place && other.name === name),
  )
  const parameters = [...inherited, ...own].map(withoutDefaults)
  return parameters.length > 0 ? { ...operation, parameters } : operation
}

function withoutDefaults(parameter: Parameter): Parameter {
  const { style, explode, ...others } = parameter as Parameter & {
    readonly style?: string
    readonly explode?: boolean
  }
  const usual = ['query', 'cookie'].includes(parameter.in) ? 'form' : 'simple'
  const isExploded = (style ?? usual) === 'form'
  return {
    ...others,
    ...(style !== undefined && style !== usual && { style }),
    ...(explode !== undefined && explode !== isExploded && { explode }),
  }
}
