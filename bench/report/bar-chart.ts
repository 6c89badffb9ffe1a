export interface Bar {
  readonly label: string
  readonly value: number
  readonly low: number
  readonly high: number
}

const escapeXml = (text: string) =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** Renders ratios from 0 to 1 with their range as horizontal SVG bars. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const [labelWidth, barWidth, rowHeight, top] = [360, 420, 26, 40]
  const height = top + bars.length * rowHeight + 12
  const rows = bars.map(({ label, value, low, high }, index) => {
    const y = top + index * rowHeight
    const middle = y + rowHeight / 2 - 3
    const color = label.startsWith('Cruddur') ? '#2f6f5e' : '#9aa5b1'
    return `<text x="${labelWidth - 8}" y="${y + 14}" text-anchor="end">${escapeXml(label)}</text>
<rect x="${labelWidth}" y="${y}" width="${value * barWidth}" height="${rowHeight - 6}" fill="${color}"/>
<line x1="${labelWidth + low * barWidth}" x2="${labelWidth + high * barWidth}" y1="${middle}" y2="${middle}" stroke="#333"/>
<text x="${labelWidth + Math.max(value, high) * barWidth + 6}" y="${y + 14}">${value.toFixed(2)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${labelWidth + barWidth + 60}" height="${height}" font-family="sans-serif" font-size="13">
<title>${escapeXml(title)}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="8" y="22" font-size="15" font-weight="bold">${escapeXml(title)}</text>
${rows.join('\n')}
</svg>
`
}
