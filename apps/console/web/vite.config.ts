import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  // The schemas that page and server share need not be built before.
  resolve: { conditions: ['cruddur-source', ...defaultClientConditions] },
  plugins: [react()],
  build: {
    // ../build-page.ts says where to.
    emptyOutDir: true,
    // The page runs under default-src 'self': nothing inlined as data: URLs, no inline polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome130', 'firefox130', 'safari18'],
    sourcemap: true,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4000' } },
})
