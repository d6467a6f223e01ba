import { defineConfig } from 'vitest/config'

/** The slow checks against published values: `npm run check:science`. */
export default defineConfig({
  test: {
    include: ['test/science/**/*.test.ts'],
    globalSetup: 'test/temporary-folder.ts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
