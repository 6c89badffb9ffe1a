import { ApiError } from '../api/client.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import css from './error-notice.module.css'

/** An error with its reason and a remedy; a filter expression is shown with a mark. */
export function ErrorNotice({
  error,
  expression = '',
  shift = 0,
}: {
  readonly error: Error
  /** The filter expression that the message may refer to. */
  readonly expression?: string | undefined
  /** Characters that were sent before the expression; positions in the message count them. */
  readonly shift?: number
}) {
  if (error instanceof ApiError) {
    const message = error.message.replace(
      /(?<=position )\d+/,
      (position) => `${Number(position) - shift}`,
    )
    return (
      <EmptyState title="The request was rejected">
        <p>{message}</p>
        <MarkedExpression message={message} expression={expression} />
      </EmptyState>
    )
  }
  return (
    <EmptyState title="The console is not reachable">
      <p>Restart it; this page reconnects automatically:</p>
      <pre>npx pnpm@12 dev</pre>
    </EmptyState>
  )
}

function MarkedExpression({
  message,
  expression,
}: {
  readonly message: string
  readonly expression: string
}) {
  const position = Number(/(?: at |\()position (\d+)/.exec(message)?.[1] ?? Number.NaN)
  const atEnd = / at the end/.test(message)
  if (expression === '' || (Number.isNaN(position) && !atEnd)) return null
  const from = atEnd ? expression.length : Math.min(expression.length, position - 1)
  return (
    <pre className={css.expression}>
      {expression.slice(0, from)}
      <mark className={css.mark}>{expression.slice(from, from + 1) || ' '}</mark>
      {expression.slice(from + 1)}
    </pre>
  )
}
