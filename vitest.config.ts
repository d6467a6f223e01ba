import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/science/**', 'test/ollama/**'],
    globalSetup: 'test/temporary-folder.ts',
    testTimeout: 60_000,
  },
})
