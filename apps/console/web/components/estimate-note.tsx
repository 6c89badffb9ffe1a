import { describeSources, ESTIMATES } from '../../src/format/figures.ts'
import textCss from '../ui/text.module.css'

/** Explains the mark of estimated figures; renders nothing without one. */
export function EstimateNote({
  figures,
}: {
  readonly figures: readonly { readonly estimated?: boolean }[]
}) {
  if (!figures.some(({ estimated }) => estimated === true)) return null
  return <p className={textCss.muted}>{ESTIMATES}</p>
}

/** Names the services whose requests are counted by a metric; renders nothing without one. */
export function SourceNote({
  services,
}: {
  readonly services: Parameters<typeof describeSources>[0]
}) {
  const text = describeSources(services)
  return text === undefined ? null : <p className={textCss.muted}>{text}</p>
}
