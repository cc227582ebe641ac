const HEADER_BYTES = 64
const SEGMENT_BYTES = 56
const SECTION_BYTES = 64
const CODE_OFFSET = 0x100
const SECTION_NAMES = '\0.text\0.shstrtab\0'
const SBPF_MACHINE = 247

/** `mov64 r0, 0; exit`: succeeds for every instruction and costs two compute units. */
const CODE = Uint8Array.from([0xb7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0])

interface Section {
  name: number
  type: number
  flags: bigint
  address: number
  offset: number
  bytes: number
  alignment: bigint
}

function writeHeader(elf: Buffer, sectionsOffset: number): void {
  elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])
  elf.writeUInt16LE(3, 16)
  elf.writeUInt16LE(SBPF_MACHINE, 18)
  elf.writeUInt32LE(1, 20)
  elf.writeBigUInt64LE(BigInt(CODE_OFFSET), 24)
  elf.writeBigUInt64LE(BigInt(HEADER_BYTES), 32)
  elf.writeBigUInt64LE(BigInt(sectionsOffset), 40)
  elf.writeUInt16LE(HEADER_BYTES, 52)
  elf.writeUInt16LE(SEGMENT_BYTES, 54)
  elf.writeUInt16LE(1, 56)
  elf.writeUInt16LE(SECTION_BYTES, 58)
  elf.writeUInt16LE(3, 60)
  elf.writeUInt16LE(2, 62)
}

function writeCodeSegment(elf: Buffer): void {
  elf.writeUInt32LE(1, HEADER_BYTES)
  elf.writeUInt32LE(5, HEADER_BYTES + 4)
  for (const field of [8, 16, 24]) {
    elf.writeBigUInt64LE(BigInt(CODE_OFFSET), HEADER_BYTES + field)
  }
  elf.writeBigUInt64LE(BigInt(CODE.length), HEADER_BYTES + 32)
  elf.writeBigUInt64LE(BigInt(CODE.length), HEADER_BYTES + 40)
  elf.writeBigUInt64LE(0x1000n, HEADER_BYTES + 48)
}

function writeSection(elf: Buffer, at: number, section: Section): void {
  elf.writeUInt32LE(section.name, at)
  elf.writeUInt32LE(section.type, at + 4)
  elf.writeBigUInt64LE(section.flags, at + 8)
  elf.writeBigUInt64LE(BigInt(section.address), at + 16)
  elf.writeBigUInt64LE(BigInt(section.offset), at + 24)
  elf.writeBigUInt64LE(BigInt(section.bytes), at + 32)
  elf.writeBigUInt64LE(section.alignment, at + 48)
}

/**
 * An SBPF v0 ELF made by hand, so that no third-party binary is needed. At a program's address it
 * lets the runtime really check signatures, fees, locks and sizes while the effects come from
 * `emulation/`.
 */
export function stubProgram(): Uint8Array {
  const names = Buffer.from(SECTION_NAMES)
  const namesOffset = CODE_OFFSET + CODE.length
  const sectionsOffset = (namesOffset + names.length + 7) & ~7
  const elf = Buffer.alloc(sectionsOffset + 3 * SECTION_BYTES)
  writeHeader(elf, sectionsOffset)
  writeCodeSegment(elf)
  elf.set(CODE, CODE_OFFSET)
  elf.set(names, namesOffset)
  writeSection(elf, sectionsOffset + SECTION_BYTES, {
    name: SECTION_NAMES.indexOf('.text'),
    type: 1,
    flags: 6n,
    address: CODE_OFFSET,
    offset: CODE_OFFSET,
    bytes: CODE.length,
    alignment: 8n,
  })
  writeSection(elf, sectionsOffset + 2 * SECTION_BYTES, {
    name: SECTION_NAMES.indexOf('.shstrtab'),
    type: 3,
    flags: 0n,
    address: 0,
    offset: namesOffset,
    bytes: names.length,
    alignment: 1n,
  })
  return new Uint8Array(elf)
}
