import { findingKinds } from '../../src/contract/finding-kinds.ts'
import { oneOf, text } from '../routing/search-params.ts'

/** The state of the page of a trace in its URL. */
export const TRACE_PAGE_PARAMS = {
  /** ID of the selected row. */
  span: text,
  /** Text to search for. */
  q: text,
  /** ID of the row that is shown with its descendants alone. */
  focus: text,
  /** The kind of finding whose spans are highlighted. */
  finding: oneOf(...(Object.keys(findingKinds) as (keyof typeof findingKinds)[])),
}
