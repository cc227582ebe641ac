import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { goldenSeeds } from '../golden-seeds.ts'
import { runNative } from '../native/build.ts'
import { assembleFor, type MachineCode } from './machine-code.ts'
import { readPtxRecord, readPtxText } from './ptx-file.ts'
import { buildPtxProgram } from './ptx-program.ts'

/** What the estimate knows of a card; the rest follows from the kernel. */
interface Card {
  readonly name: string
  readonly architecture: string
  readonly multiprocessors: number
  readonly hertz: number
  readonly memoryBytesPerSecond: number
  /** Measured rates of PCIe 5.0 x16 are about nine tenths of its nominal 63 GB/s. */
  readonly hostBytesPerSecond: number
}

const H200: Card = {
  name: 'NVIDIA H200',
  architecture: 'sm_90',
  multiprocessors: 132,
  hertz: 1.755e9,
  memoryBytesPerSecond: 4.8e12,
  hostBytesPerSecond: 55e9,
}

interface Limits {
  readonly architecture: string
  readonly threads: number
  readonly blocks: number
  readonly sharedBytes: number
}

/** Resident threads, blocks and shared memory of a multiprocessor. All have 65,536 registers. */
const LIMITS: readonly Limits[] = [
  { architecture: 'sm_75', threads: 1024, blocks: 16, sharedBytes: 64 * 1024 },
  { architecture: 'sm_80', threads: 2048, blocks: 32, sharedBytes: 164 * 1024 },
  { architecture: 'sm_89', threads: 1536, blocks: 24, sharedBytes: 100 * 1024 },
  { architecture: 'sm_90', threads: 2048, blocks: 32, sharedBytes: 228 * 1024 },
]

const BLOCK_THREADS = 256
const REGISTERS = 65_536
const SHARED_BYTES_OF_SYSTEM = 1024
const ISSUES_PER_CYCLE = 4

/**
 * Assumptions, not measurements. A warp that works alone waits for its own results: arithmetic takes
 * 4 to 6 cycles, memory in the caches 30 to 250. A schedule is full when warps hide that; a quarter
 * of it is what irregular kernels of 16 warps a multiprocessor reach.
 */
const CYCLES_PER_DEPENDENT_INSTRUCTION = 12
const SHARE_OF_ISSUE_SLOTS = 0.25

const SETUPS = [
  { grid: 64, seeds: 128, viewCount: 0, viewSize: 0 },
  { grid: 128, seeds: 24, viewCount: 0, viewSize: 0 },
  { grid: 64, seeds: 16, viewCount: 16, viewSize: 256 },
] as const

type Setup = (typeof SETUPS)[number]

interface Issue {
  readonly assets: number
  readonly threadInstructions: number
  readonly warpInstructions: number
  readonly criticalInstructions: number
  readonly serialInstructions: number
  readonly barriers: number
  readonly glbBytes: number
  readonly outBytes: number
  readonly arenaBytes: number
}

interface Occupancy {
  readonly blocks: number
  readonly warps: number
  readonly share: number
}

export function occupancyOf({ registers, sharedBytes }: MachineCode, limits: Limits): Occupancy {
  const warps = BLOCK_THREADS / 32
  const registersOfWarp = Math.ceil((registers * 32) / 256) * 256
  const blocks = Math.min(
    limits.blocks,
    Math.floor(limits.threads / BLOCK_THREADS),
    Math.floor(REGISTERS / (registersOfWarp * warps)),
    Math.floor(limits.sharedBytes / (sharedBytes + SHARED_BYTES_OF_SYSTEM)),
  )
  return { blocks, warps: blocks * warps, share: (blocks * BLOCK_THREADS) / limits.threads }
}

function issueOf(program: string, { grid, seeds, viewCount, viewSize }: Setup): Issue {
  const numbers = [grid, BLOCK_THREADS, viewCount, viewSize].map(String)
  const [line = ''] = runNative(program, ['count', ...numbers], goldenSeeds(seeds))
  return JSON.parse(line) as Issue
}

/** Assets a second by each bound, and what is expected: the least, with warps waiting as assumed. */
function estimate(issue: Issue, { blocks }: Occupancy, card: Card) {
  const perAsset = (total: number) => total / issue.assets
  const resident = blocks * card.multiprocessors
  const cycles = card.multiprocessors * card.hertz
  const issueBound = (cycles * ISSUES_PER_CYCLE) / perAsset(issue.warpInstructions)
  const blockSeconds =
    (perAsset(issue.criticalInstructions) * CYCLES_PER_DEPENDENT_INSTRUCTION) / card.hertz
  const bounds = {
    arithmetic: issueBound,
    latency: resident / blockSeconds,
    memory: card.memoryBytesPerSecond / issue.arenaBytes,
    pcie: card.hostBytesPerSecond / perAsset(issue.outBytes),
  }
  const expected = Math.min(issueBound * SHARE_OF_ISSUE_SLOTS, ...Object.values(bounds))
  return {
    assetsPerSecond: Math.round(expected),
    bounds: Object.fromEntries(
      Object.entries(bounds).map(([name, value]) => [name, Math.round(value)]),
    ),
    residentBlocks: resident,
    arenaBytesTotal: resident * issue.arenaBytes,
  }
}

function rounded(issue: Issue, setup: Setup) {
  const { assets, arenaBytes, ...totals } = issue
  const means = Object.entries(totals).map(([name, total]) => [name, Math.round(total / assets)])
  const lanes = issue.threadInstructions / issue.warpInstructions / 32
  return {
    ...setup,
    arenaBytes,
    perAsset: Object.fromEntries(means) as Record<string, number>,
    shareOfLanesAtWork: Number(lanes.toFixed(3)),
  }
}

async function count(ptx: string): Promise<Issue[]> {
  const folder = await mkdtemp(join(tmpdir(), 'piwa-count-'))
  try {
    const program = await buildPtxProgram(ptx, folder, { count: true })
    return SETUPS.map((setup) => issueOf(program, setup))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function figures(architectures: readonly string[]) {
  const ptx = await readPtxText()
  const issues = await count(ptx)
  const code: (MachineCode & { readonly occupancy: Occupancy })[] = []
  for (const limits of LIMITS) {
    if (!architectures.includes(limits.architecture)) continue
    const assembled = await assembleFor(ptx, limits.architecture)
    code.push({ ...assembled, occupancy: occupancyOf(assembled, limits) })
  }
  const occupancy = code.find(({ architecture }) => architecture === H200.architecture)?.occupancy
  const { entries: _, ...record } = await readPtxRecord()
  return {
    measured: false,
    ptx: record,
    card: H200,
    assumptions: { CYCLES_PER_DEPENDENT_INSTRUCTION, SHARE_OF_ISSUE_SLOTS },
    machineCode: code,
    runs: issues.map((issue, index) => ({
      ...rounded(issue, SETUPS[index] ?? SETUPS[0]),
      estimate: occupancy && estimate(issue, occupancy, H200),
    })),
  }
}

if (process.argv[1] === import.meta.filename) {
  const wanted = process.argv.slice(2)
  const architectures = wanted.length > 0 ? wanted : LIMITS.map(({ architecture }) => architecture)
  const text = `${JSON.stringify(await figures(architectures), null, 2)}\n`
  const folder = join(import.meta.dirname, '../../bench/results')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'cuda-estimate.json'), text)
  console.info(text)
}
