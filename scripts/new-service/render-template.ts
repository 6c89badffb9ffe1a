export type TemplateValues = Readonly<Record<string, string | number | boolean>>

/**
 * Replaces `{{name}}` and keeps or drops the lines between `{{#flag}}` and `{{/flag}}`; `{{^flag}}` is
 * the opposite. The mustache syntax, reduced to what the template uses.
 */
export function renderTemplate(template: string, values: TemplateValues): string {
  return template
    .replaceAll(/^\{\{([#^])(\w+)\}\}\n([\s\S]*?)^\{\{\/\2\}\}\n/gm, (_, kind, flag, lines) =>
      Boolean(values[flag]) === (kind === '#') ? lines : '',
    )
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`the template has no value for ${name}`)
      return String(value)
    })
}
