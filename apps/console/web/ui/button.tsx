import type { ComponentProps } from 'react'
import css from './button.module.css'

interface ButtonProps extends ComponentProps<'button'> {
  /** `plain` has no border, `strong` is the main action, `danger` deletes data. */
  readonly look?: 'normal' | 'plain' | 'strong' | 'danger'
  readonly size?: 'normal' | 'small'
}

export function Button({ look = 'normal', size = 'normal', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={[css.button, css[look], css[size], className].filter(Boolean).join(' ')}
      {...rest}
    />
  )
}
