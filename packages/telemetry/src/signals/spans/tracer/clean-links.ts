import type { Link } from '@opentelemetry/api'
import { cleanAttributes } from '@opentelemetry/core'
import { hasValidIds } from '../../../otlp/valid-ids.ts'
import type { WarnOnce } from '../../warn-once.ts'
import type { SpanLimits } from '../limits-variables.ts'
import { isTooDeep } from './attribute-depth.ts'

/** A link with attributes within the limits; undefined, with a diagnostic, when its IDs cannot be encoded. */
function cleanLink(link: Link, limits: SpanLimits, warn: WarnOnce): Link | undefined {
  try {
    const { context, attributes } = link
    if (isTooDeep(attributes)) warn('a link has attributes that are nested too deep', attributes)
    else if (hasValidIds(context)) {
      return {
        context,
        ...(cleanAttributes(attributes, {
          attributeCountLimit: limits.attributePerLinkCountLimit,
          attributeValueLengthLimit: limits.attributeValueLengthLimit,
        }) as Pick<Link, 'attributes'>),
      }
    } else warn('a link needs a trace ID of 32 and a span ID of 16 hexadecimal digits', context)
  } catch (error) {
    warn('a link must be an object with the context of a span', error)
  }
  return undefined
}

const none = { links: [], dropped: 0 } as const

/** Valid links of a list, and how many were invalid. */
export function cleanLinks(
  links: unknown,
  limits: SpanLimits,
  warn: WarnOnce,
): { readonly links: readonly Link[]; readonly dropped: number } {
  if (links === undefined || links === null) return none
  if (!Array.isArray(links)) {
    warn('links must be an array', links)
    return none
  }
  const valid = links.flatMap((link) => cleanLink(link, limits, warn) ?? [])
  return { links: valid, dropped: links.length - valid.length }
}
