import type { ExpressionTokens } from './expression-tokens.ts'
import { type Facts, factsOf } from './facts.ts'
import { FilterExpressionError } from './filter-expression-error.ts'
import type { FactsTest } from './keywords.ts'
import type { RootCause, RootCauses } from './root-causes.ts'
import type { TraceFacts } from './trace-facts.ts'

const kinds = ['fault', 'error', 'responsetime'] as const satisfies (keyof RootCauses)[]
const levels = ['service', 'entity', 'exception'] as const
type Level = (typeof levels)[number]

/** `rootcause.fault.service { last and name = "Auth" }`: a step on the path to a root cause. */
export function rootCauseCondition(
  tokens: ExpressionTokens,
  braces: (tokens: ExpressionTokens) => FactsTest,
): ((trace: TraceFacts) => boolean) | undefined {
  if (tokens.take('rootcause.json', 'json'))
    throw new FilterExpressionError('Root causes as JSON are not supported here')
  for (const kind of kinds)
    for (const level of levels) {
      if (tokens.take(`rootcause.${kind}.${level}`) === undefined) continue
      const test = braces(tokens)
      return ({ rootCauses }) => rootCauses[kind].some((cause) => steps(cause, level).some(test))
    }
  return undefined
}

/** Services, entities or exceptions in the order of the path. */
function steps({ services }: RootCause, level: Level): Facts[] {
  const entities = services.flatMap(({ entities: own }) => own)
  const all: Pick<Facts, 'name' | 'type' | 'inferred' | 'messages'>[] = {
    service: () => services.map((service) => ({ ...service, messages: [] })),
    entity: () =>
      entities.map(({ name, exceptions }) => ({
        ...{ name, type: '', inferred: false },
        messages: exceptions.map(({ message }) => message),
      })),
    exception: () =>
      entities.flatMap(({ exceptions }) =>
        exceptions.map(({ name, message }) => ({
          ...{ name, type: '', inferred: false },
          messages: [message],
        })),
      ),
  }[level]()
  return all.map(({ name, type, inferred, messages }, index) => {
    const entity = level === 'entity' ? entities[index] : undefined
    const place = {
      index,
      first: index === 0,
      last: index === all.length - 1,
      remote: entity?.remote ?? false,
      coverage: entity?.coverage ?? 0,
    }
    return { ...factsOf(name, type, [], { inferred, place }), messages }
  })
}
