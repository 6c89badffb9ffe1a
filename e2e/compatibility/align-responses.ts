import { methods, type OpenApiDocument, type Operation } from './open-api.ts'

type Responses = Record<string, object>

/**
 * Names the same statuses in the responses of both documents: `404` is part of `4XX` and of `default`.
 * A status that the other document does not cover stays missing there.
 */
export function alignResponses(
  one: OpenApiDocument,
  other: OpenApiDocument,
): [OpenApiDocument, OpenApiDocument] {
  return [withStatusesOf(one, other), withStatusesOf(other, one)]
}

function withStatusesOf(document: OpenApiDocument, other: OpenApiDocument): OpenApiDocument {
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const operations = methods.flatMap((method) => {
      const [mine, theirs] = [item[method], other.paths?.[path]?.[method]]
      if (!mine || !theirs) return []
      return [[method, { ...mine, responses: responsesLike(mine, theirs) }] as const]
    })
    return [path, { ...item, ...Object.fromEntries(operations) }] as const
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

function responsesLike(mine: Operation, theirs: Operation): Responses {
  const responses: Responses = { ...mine.responses }
  for (const status of Object.keys(theirs.responses ?? {})) {
    if (status in responses) continue
    const range = `${status[0]}XX`
    const covering = Object.keys(responses).find(
      (key) => key.toUpperCase() === range || key === 'default',
    )
    // Statuses of a range that the other document names one by one.
    const within = Object.keys(mine.responses ?? {}).filter((key) => key[0] === status[0])
    const isRange = /xx$/i.test(status) || status === 'default'
    const source = covering
      ? responses[covering]
      : isRange && within.length > 0
        ? theirs
        : undefined
    if (source === theirs) responses[status] = theirs.responses?.[status] ?? {}
    else if (source) responses[status] = source
  }
  return responses
}
