import { defineConfig } from 'vitest/config'

/** The check against a real Ollama server: `npm run check:ollama`. */
export default defineConfig({
  test: {
    include: ['test/ollama/**/*.test.ts'],
    globalSetup: ['test/temporary-folder.ts', 'test/ollama/set-up.ts'],
    reporters: ['verbose'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 300_000,
  },
})
