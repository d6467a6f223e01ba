import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const packageSchema = z.object({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
})

type Versions = Readonly<Record<string, string>>

let known: Versions | null = null

/** What software made a run: this program, the runtime and the installed libraries that it stands on. */
export function softwareVersions(): Versions {
  // Looked up once: it takes as long as a short run.
  known ??= lookUpVersions()
  return known
}

function lookUpVersions(): Versions {
  const own = readPackage(new URL('../../package.json', import.meta.url))
  const libraries = Object.entries(own.dependencies ?? {}).map(([name, range]) => {
    // Beside this package's own modules, or hoisted beside the package itself.
    const places = [`../../node_modules/${name}/package.json`, `../../../${name}/package.json`]
    const found = places.map((place) => new URL(place, import.meta.url)).find((place) => existsSync(place))
    return [name, found === undefined ? range : readPackage(found).version]
  })
  return {
    silotwin: own.version,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    ...Object.fromEntries(libraries),
  }
}

function readPackage(place: URL) {
  return packageSchema.parse(JSON.parse(readFileSync(place, 'utf8')))
}
