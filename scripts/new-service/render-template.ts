export type TemplateValues = Readonly<Record<string, string | number | boolean>>

/**
 * Replaces `{{name}}` and keeps or drops the lines between `{{#flag}}` and `{{/flag}}`; `{{^flag}}` is
 * the opposite; flags may be nested. The subset of the mustache syntax that the template uses.
 */
export function renderTemplate(template: string, values: TemplateValues): string {
  const flagged = /^\{\{([#^])(\w+)\}\}\n([\s\S]*?)^\{\{\/\2\}\}\n/gm
  let text = template
  while (flagged.test(text)) {
    flagged.lastIndex = 0
    text = text.replaceAll(flagged, (_, kind, flag, lines) =>
      Boolean(values[flag]) === (kind === '#') ? lines : '',
    )
  }
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the template has no value for ${name}`)
    return String(value)
  })
}
