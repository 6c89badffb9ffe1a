// The compiler leaves SQL and its manifest behind; the store reads them next to its code.
import { cpSync, statSync } from 'node:fs'

cpSync('src/store', 'dist/store', {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || /\.(sql|json)$/.test(path),
})
