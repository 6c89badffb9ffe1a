import type { Finding } from '../../src/contract/findings.ts'
import css from './severity.module.css'

type Severity = Finding['severity']

/** The severity of a finding as a word. */
export function SeverityTag({ severity }: { readonly severity: Severity }) {
  return <span className={`${css.tag} ${css[severity]}`}>{severity}</span>
}
