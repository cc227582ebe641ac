import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { UnknownPtxError } from '../../generator/cuda/ptx-module.ts'
import { translatePtx } from '../../generator/cuda/ptx-to-cpp.ts'
import { hasCompiler } from '../../generator/native/build.ts'

const run = promisify(execFile)
const noCompiler = !hasCompiler()
if (noCompiler) console.warn('SKIPPED: no g++ here, so the arithmetic of PTX is not run')

function translate(...instructions: string[]): string {
  const body = instructions.map((text) => `\t${text};`).join('\n')
  const registers = ['.pred %p<4>', '.b16 %rs<4>', '.b32 %r<4>', '.f32 %f<4>', '.b64 %rd<4>']
  const declared = registers.map((text) => `\t.reg ${text};`).join('\n')
  const head = '.version 6.3\n.target sm_75\n.address_size 64\n'
  const table = '.global .align 4 .b8 table[2] = {1, 2};\n'
  return translatePtx(
    `${head}${table}.visible .entry kernel(\n\t.param .u64 kernel_param_0\n)\n{\n${declared}\n${body}\n}\n`,
    1,
  ).join('\n')
}

describe('the translator', () => {
  test('writes an instruction as C++ of the same widths', () => {
    expect(translate('add.rn.f32 %f1, %f2, 0f3F800000')).toContain(
      'r_f1 = (float)(r_f2 + __builtin_bit_cast(float, 0x3F800000u));',
    )
    expect(translate('@!%p1 mul.wide.s32 %rd1, %r1, -3')).toContain('if (!r_p1)')
    expect(translate('setp.leu.f32 %p1, %f1, %f2')).toContain('r_p1 = !(r_f1 > r_f2);')
    expect(translate('bar.sync \t0', 'ret')).toContain('ptx::barrier();')
  })

  test.each([
    'sin.approx.f32 %f1, %f2',
    'add.f32 %f1, %f2, %f3',
    'add.ftz.rn.f32 %f1, %f2, %f3',
    'mul.rz.f32 %f1, %f2, %f3',
    'cvt.rni.s32.f32 %r1, %f1',
    'cvt.f64.f32 %rd1, %f1',
    'shfl.sync.bfly.b32 %r1|%p1, %r2, 1, 31, -1',
    'bar.sync \t1',
    'ld.tex.u32 %r1, [%rd1]',
    'call.uni %rd1, ()',
    'mov.u32 %r1, %laneid',
    'atom.global.add.f32 %f1, [%rd1], %f2',
    'setp.eq.and.s32 %p1, %r1, %r2, %p2',
    'and.b32 %p1, %r1, %r2',
  ])('refuses what it was not written for: %s', (instruction) => {
    expect(() => translate(instruction)).toThrow(UnknownPtxError)
  })

  test('says what it refuses', () => {
    expect(() => translate('sin.approx.f32 %f1, %f2')).toThrow('sin.approx.f32 %f1, %f2')
  })
})

/** What PTX and C++ define differently, or only one of them does. */
const CHECKS = [
  'toBits(floatMin(-0.f, 0.f)) == 0x80000000u && toBits(floatMin(0.f, -0.f)) == 0x80000000u',
  'toBits(floatMax(-0.f, 0.f)) == 0u && floatMax(nan, 3.f) == 3.f && floatMin(3.f, nan) == 3.f',
  'shiftLeft(1u, 31) == 0x80000000u && shiftLeft(1u, 32) == 0u && shiftLeft((u64)1, 64) == 0',
  'shiftRight(-8, 1) == -4 && shiftRight(-8, 40) == -1 && shiftRight(0x80000000u, 32) == 0u',
  'towardZero<int>(3e9f) == 2147483647 && towardZero<int>(-3e9f) == -2147483647 - 1',
  'towardZero<int>(-2.9f) == -2 && towardZero<int>(nan) == 0 && towardZero<unsigned>(-1.f) == 0u',
  'funnelLeft(0x80000000u, 1u, 1) == 3u && funnelLeft(7u, 9u, 32) == 9u',
  'permuteBytes(0x44332211u, 0x88776655u, 0x0123) == 0x11223344u',
  'permuteBytes(0x80u, 0u, 0x8888) == 0xFFFFFFFFu && permuteBytes(0u, 0xAB00u, 0x5) == 0xABu',
  'insertField(0xFFu, 0u, 4, 4) == 0xF0u && insertField(1u, 0u, 40, 4) == 0u',
  'insertField(5u, 9u, 0, 32) == 5u && insertField((u64)3, (u64)0, 62, 2) == 3ull << 62',
  'extractField(0xF0u, 4, 4) == 0xFu && extractField((int)0xF0, 4, 4) == -1',
  'extractField(-1, 0, 0) == 0 && extractField(0x80000000u, 31, 8) == 1u',
  'reverseBits(1u) == 0x80000000u && leadingZeros(0u) == 32 && leadingZeros((u64)1) == 63',
  'shiftToHighest(0u) == ~0u && shiftToHighest(1u) == 31 && shiftToHighest(-1) == ~0u',
  'quotient(-7, 2) == -3 && remainder(-7, 2) == -1 && quotient(5u, 0u) == ~0u',
  'quotient(-2147483647 - 1, -1) == -2147483647 - 1 && highProduct(-1, 3) == -1',
  'highProduct(~0u, ~0u) == ~0u - 1 && countBits(0xF0F0ull) == 8 && absolute(-3) == 3',
]

test.skipIf(noCompiler)('the arithmetic is that of the PTX manual', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'piwa-numbers-'))
  try {
    const lines = CHECKS.map((check, index) => `if (!(${check})) return ${index + 1};`)
    const body = `const f32 nan = toFloat(0x7FC00000u);\n${lines.join('\n')}\nreturn 0;`
    const source = `#include "ptx-numbers.hpp"\nusing namespace ptx;\nint main() {\n${body}\n}\n`
    const path = join(folder, 'numbers.cpp')
    await writeFile(path, source)
    const headers = join(import.meta.dirname, '../../generator/cuda')
    const program = join(folder, 'numbers')
    await run('g++', ['-std=c++20', '-fwrapv', `-I${headers}`, '-o', program, path])
    const { status } = spawnSync(program)
    expect(status === 0 ? 'all hold' : CHECKS[(status ?? 0) - 1]).toBe('all hold')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
