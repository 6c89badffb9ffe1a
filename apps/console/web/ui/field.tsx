import type { InputHTMLAttributes, ReactNode } from 'react'
import css from './field.module.css'

/** A label above a control. */
export function Field({
  label,
  wide = false,
  children,
}: {
  readonly label: string
  /** Spans two columns of a filter bar. */
  readonly wide?: boolean
  readonly children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the children hold the control
    <label className={wide ? `${css.field} ${css.wide}` : css.field}>
      {label}
      {children}
    </label>
  )
}

interface TextFieldProps
  extends Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'placeholder' | 'pattern' | 'title' | 'maxLength'
  > {
  readonly label: string
  readonly value: string
  readonly wide?: boolean
  readonly mono?: boolean
  /** Called on Enter and on blur when the text is valid and has changed. */
  readonly onCommit: (value: string) => void
}

export function TextField({
  label,
  value,
  wide = false,
  mono = false,
  onCommit,
  ...input
}: TextFieldProps) {
  const commit = (field: HTMLInputElement) => {
    const text = field.value.trim()
    if (text !== value && field.checkValidity()) onCommit(text)
  }
  return (
    <Field label={label} wide={wide}>
      <input
        // Reset the field when the URL changes.
        key={value}
        type="text"
        className={mono ? css.mono : undefined}
        defaultValue={value}
        spellCheck={false}
        autoComplete="off"
        onBlur={(event) => commit(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.currentTarget.reportValidity()
            commit(event.currentTarget)
          }
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        {...input}
      />
    </Field>
  )
}

export function DurationField(props: Pick<TextFieldProps, 'label' | 'value' | 'onCommit'>) {
  return (
    <TextField
      {...props}
      placeholder="e.g. 250ms"
      pattern="\d{1,9}(\.\d{1,9})? ?(ns|us|µs|ms|s|m)"
      title="A number with the unit ns, us, ms, s or m, for example 250ms"
      onCommit={(text) => props.onCommit(text.replace(' ', '').replace('µs', 'us'))}
    />
  )
}
