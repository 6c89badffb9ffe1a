import { DEFAULT_EDITOR } from '../components/open-in-editor.ts'
import { writeSetting } from '../frame/stored-settings.ts'
import { useSetting } from '../frame/use-setting.ts'
import { TextField } from '../ui/field.tsx'
import textCss from '../ui/text.module.css'
import css from './data-page.module.css'

/** The URL that opens a stack frame. */
export function EditorSetting() {
  const editor = useSetting('editor') || DEFAULT_EDITOR
  return (
    <section>
      <h2>Editor</h2>
      <p className={textCss.muted}>
        Opens the files of a stack trace. Placeholders: <code>{'{file}'}</code>,{' '}
        <code>{'{line}'}</code>, <code>{'{column}'}</code>.
      </p>
      <div className={css.editor}>
        <TextField
          label="Editor URL"
          mono
          value={editor}
          placeholder={DEFAULT_EDITOR}
          maxLength={300}
          onCommit={(value) => writeSetting('editor', value)}
        />
      </div>
    </section>
  )
}
