import { z } from 'zod'

/** An OpenAI-compatible server that answers. */
export interface OpenaiStatus {
  readonly address: string
  readonly models: readonly string[]
}

/** Where llama-server, LM Studio and vLLM listen unless they are told otherwise. */
export const usualAddresses = ['http://127.0.0.1:8080', 'http://127.0.0.1:1234', 'http://127.0.0.1:8000']

const schema = z.object({ data: z.array(z.object({ id: z.string() })) })

/** The servers among some addresses that list their models, asked with little patience. */
export async function openaiStatus(addresses = usualAddresses): Promise<readonly OpenaiStatus[]> {
  const found = await Promise.all(
    addresses.map(async (address) => {
      try {
        const response = await fetch(`${address}/v1/models`, { signal: AbortSignal.timeout(1500) })
        const { data } = schema.parse(await response.json())
        return [{ address, models: data.map(({ id }) => id) }]
      } catch {
        // Whatever listens there, or does not, is no such server.
        return []
      }
    }),
  )
  return found.flat()
}
