import { type FindingKind, findingKinds } from '../../src/contract/finding-kinds.ts'
import type { FindingGroup } from '../../src/contract/findings.ts'
import { countOf } from '../../src/format/count-of.ts'
import { formatAge, formatExactInstant } from '../../src/format/instant.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import textCss from '../ui/text.module.css'
import css from './finding-kind-section.module.css'
import { SeverityTag } from './severity.tsx'

const ID_DIGITS = 8

/** The findings of one kind, with the operations concerned and links to their traces. */
export function FindingKindSection({
  kind,
  groups,
}: {
  readonly kind: FindingKind
  readonly groups: readonly FindingGroup[]
}) {
  const { title, severity, description } = findingKinds[kind]
  const id = `kind-${kind}`
  return (
    <section className={css.kind} aria-labelledby={id}>
      <h2 id={id} className={css.title}>
        <SeverityTag severity={severity} /> {title}
      </h2>
      <p className={textCss.muted}>
        {description} {groups[0]?.advice}
      </p>
      <ul className={css.groups}>
        {groups.map((group) => (
          <li key={`${group.service}\n${group.operation}`}>
            <GroupRow group={group} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function GroupRow({ group }: { readonly group: FindingGroup }) {
  const { kind, service, operation, traceCount, lastUnixNano, examples } = group
  return (
    <>
      <p className={css.operation}>
        <ServiceMark service={service} />
        <strong>{operation}</strong>
        <span className={textCss.muted}>
          {countOf(traceCount, 'trace')}, last{' '}
          <time dateTime={formatExactInstant(lastUnixNano)}>{formatAge(lastUnixNano)}</time>
        </span>
      </p>
      <p className={css.reason}>{examples[0]?.reason}</p>
      <p className={css.traces}>
        {examples.map(({ traceId, spans: [first] }, index) => (
          <Link key={`${traceId}-${index}`} href={traceHref(traceId, kind, first)} data-row>
            <span className={textCss.hidden}>Trace </span>
            <code>{traceId.slice(0, ID_DIGITS)}</code>
          </Link>
        ))}
      </p>
    </>
  )
}

/** The trace with the spans of its findings of this kind highlighted. */
function traceHref(traceId: string, kind: FindingKind, spanId: string | undefined): string {
  const query = new URLSearchParams({
    finding: kind,
    ...(spanId !== undefined && { span: spanId }),
  })
  return `/traces/${traceId}?${query}`
}
