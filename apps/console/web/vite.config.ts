import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  // Resolve shared schemas from source, so that they need no build.
  resolve: { conditions: ['cruddur-source', ...defaultClientConditions] },
  plugins: [react()],
  build: {
    // ../build-page.ts sets the output folder.
    emptyOutDir: true,
    // The content security policy default-src 'self' forbids data: URLs and inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome130', 'firefox130', 'safari18'],
    sourcemap: true,
    // One file: a page that is open while another version is built keeps all of its code.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4000' } },
})
