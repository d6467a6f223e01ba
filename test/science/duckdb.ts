import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** A query's answer: the names and types of its columns, and its rows as values that JSON has. */
interface Answer {
  columnNames(): string[]
  columnTypes(): { toString(): string }[]
  getRowsJson(): unknown[][]
}

/** What is used of DuckDB here: its package lies outside the project, so its types do not count. */
interface Connection {
  runAndReadAll(sql: string): Promise<Answer>
  closeSync(): void
}

const folder = fileURLToPath(new URL('./duckdb/', import.meta.url))

/** DuckDB on data in memory; installed by its lockfile where it is not there yet. */
export async function connect(): Promise<Connection> {
  if (!existsSync(`${folder}node_modules`)) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' })
  }
  const { DuckDBConnection } = createRequire(`${folder}package.json`)('@duckdb/node-api')
  return DuckDBConnection.create()
}
