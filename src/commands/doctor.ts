import { availableParallelism, freemem } from 'node:os'
import { Command } from 'commander'
import { ollamaStatus } from '../adapters/ollama-status.ts'
import { softwareVersions } from '../adapters/provenance.ts'
import { listModels } from '../weights/models.ts'
import { plain, print, printJson } from './output.ts'

/** One thing that was looked at. */
interface Finding {
  readonly what: string
  readonly works: boolean
  readonly found: string
  /** What to do where it does not work; null where there is nothing to do. */
  readonly remedy: string | null
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what works on this machine; each line with its remedy')
    .option('--json', 'print JSON')
    .action(async (options: { readonly json?: true }) => {
      const findings = [runtime(), machine(), ...(await weights()), await ollama()]
      if (options.json) printJson(findings)
      else for (const finding of findings) print(line(finding))
    })
}

function runtime(): Finding {
  const { silotwin, node } = softwareVersions()
  const [major, minor] = process.versions.node.split('.').map(Number)
  const works = major > 20 || (major === 20 && minor >= 19)
  return {
    what: 'runtime',
    works,
    found: `silotwin ${silotwin} on Node ${node}`,
    remedy: works ? null : 'install Node 20.19 or later',
  }
}

function machine(): Finding {
  const memory = freemem() / 2 ** 30
  const works = memory > 2
  return {
    what: 'machine',
    works,
    found: `${availableParallelism()} threads, ${memory.toFixed(1)} GiB of free memory`,
    remedy: works ? null : 'the embedded model needs about 2 GiB: close other programs',
  }
}

async function weights(): Promise<Finding[]> {
  return (await listModels()).map((model) => ({
    what: `weights ${model.name}`,
    works: model.present,
    found: model.present ? model.folder : 'not here',
    remedy: model.present
      ? null
      : `silotwin models pull ${model.name} (a run that needs it pulls it by itself)`,
  }))
}

async function ollama(): Promise<Finding> {
  const { address, server } = await ollamaStatus()
  if (server === null) {
    const remedy = 'start it with "ollama serve", or name another address in OLLAMA_HOST'
    return { what: 'ollama', works: false, found: `no server at ${address}`, remedy }
  }
  const { version, models } = server
  const works = models.length > 0
  const names = works ? models.map(plain).join(', ') : 'no model'
  return {
    what: 'ollama',
    works,
    found: `server ${plain(version)} at ${address} with ${names}`,
    remedy: works ? null : 'ollama pull tinyllama',
  }
}

function line({ what, works, found, remedy }: Finding): string {
  return `${works ? 'ok     ' : 'missing'}  ${what}: ${found}${remedy === null ? '' : `\n         -> ${remedy}`}`
}
