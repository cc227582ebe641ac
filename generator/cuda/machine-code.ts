import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

/** What ptxas makes of the PTX for one architecture. */
export interface MachineCode {
  readonly architecture: string
  readonly registers: number
  readonly sharedBytes: number
  readonly stackBytes: number
  readonly spillBytes: number
  /** Machine instructions of all functions, by kind where the kind matters. */
  readonly instructions: number
  readonly fusedMultiplyAdds: number
}

/** Runs ptxas and reads what it says of piwa_generate, and the instructions it wrote. */
export async function assembleFor(ptx: string, architecture: string): Promise<MachineCode> {
  const folder = await mkdtemp(join(tmpdir(), 'piwa-cubin-'))
  try {
    const source = join(folder, 'kernel.ptx')
    const cubin = join(folder, 'kernel.cubin')
    await writeFile(source, ptx)
    const args = ['-v', `-arch=${architecture}`, '-o', cubin, source]
    const { stderr } = await run('ptxas', args, { maxBuffer: OUTPUT_BYTES_MAX })
    return { architecture, ...usageOf(stderr), ...countInstructions(await readFile(cubin)) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const USAGE =
  /entry function 'piwa_generate'.*?(?<stack>\d+) bytes stack frame, (?<stores>\d+) bytes spill stores, (?<loads>\d+) bytes spill loads.*?Used (?<registers>\d+) registers.*?(?<shared>\d+) bytes smem/s

function usageOf(
  report: string,
): Pick<MachineCode, 'registers' | 'sharedBytes' | 'stackBytes' | 'spillBytes'> {
  const groups = USAGE.exec(report)?.groups
  if (groups === undefined) throw new Error(`ptxas says ${report.slice(0, 500)}`)
  return {
    registers: Number(groups.registers),
    sharedBytes: Number(groups.shared),
    stackBytes: Number(groups.stack),
    spillBytes: Number(groups.stores) + Number(groups.loads),
  }
}

const INSTRUCTION_BYTES = 16
/** The low nine bits of an instruction name its kind. */
const KIND_MASK = 0x1ff
const FUSED_MULTIPLY_ADD = 0x23

/** Walks the sections `.text.*` of the ELF file; NVIDIA's own disassembler is not needed. */
function countInstructions(elf: Buffer): Pick<MachineCode, 'instructions' | 'fusedMultiplyAdds'> {
  let instructions = 0
  let fusedMultiplyAdds = 0
  for (const { name, from, size } of sectionsOf(elf)) {
    if (!name.startsWith('.text')) continue
    for (let at = from; at < from + size; at += INSTRUCTION_BYTES) {
      instructions += 1
      if ((elf.readUInt16LE(at) & KIND_MASK) === FUSED_MULTIPLY_ADD) fusedMultiplyAdds += 1
    }
  }
  return { instructions, fusedMultiplyAdds }
}

interface Section {
  readonly name: string
  readonly from: number
  readonly size: number
}

const SECTION_HEADER_BYTES = 64

function sectionsOf(elf: Buffer): Section[] {
  const headersAt = Number(elf.readBigUInt64LE(0x28))
  const headers = Array.from({ length: elf.readUInt16LE(0x3c) }, (_, index) =>
    elf.subarray(headersAt + index * SECTION_HEADER_BYTES),
  )
  const namesAt = Number(headers[elf.readUInt16LE(0x3e)]?.readBigUInt64LE(0x18) ?? 0)
  return headers.map((header) => {
    const nameAt = namesAt + header.readUInt32LE(0)
    return {
      name: elf.toString('latin1', nameAt, elf.indexOf(0, nameAt)),
      from: Number(header.readBigUInt64LE(0x18)),
      size: Number(header.readBigUInt64LE(0x20)),
    }
  })
}
