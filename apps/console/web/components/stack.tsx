import type { ReportedException, StackFrame } from '../../src/format/exceptions.ts'
import textCss from '../ui/text.module.css'
import { openInEditor } from './open-in-editor.ts'
import css from './stack.module.css'

/** An exception with its stack, innermost frame first; files open in the editor. */
export function Stack({
  exception,
  isCause,
}: {
  readonly exception: ReportedException
  readonly isCause: boolean
}) {
  return (
    <section className={css.stack}>
      <h3>
        {isCause && <span className={textCss.muted}>caused by </span>}
        <span className={textCss.failed}>{exception.class}</span>: {exception.message}
      </h3>
      <ol>
        {exception.frames.map((frame, index) => (
          <li key={index} className={isApplication(frame) ? undefined : textCss.muted}>
            <code>
              {frame.method || '<anonymous>'} <Place frame={frame} />
            </code>
            {frame.code !== '' && <pre>{frame.code}</pre>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Place({ frame }: { readonly frame: StackFrame }) {
  const { file, line, column } = frame
  const place = [file, line, column].filter((part) => part !== 0 && part !== '').join(':')
  const href = openInEditor(frame)
  if (href === undefined) return place
  return (
    <a href={href} title="Open in editor">
      {place}
    </a>
  )
}

/** Frames of Node.js and of packages are shown muted. */
function isApplication({ file }: Pick<StackFrame, 'file'>): boolean {
  return !file.startsWith('node:') && !file.includes('/node_modules/')
}
