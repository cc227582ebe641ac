// The WebAssembly face of the core: one instance serves one grid, its arena follows the heap base.
#include "generate.hpp"

#ifndef PIWA_FIELD
#define PIWA_FIELD piwa::VectorF
#endif

#define PIWA_EXPORT(name) extern "C" __attribute__((export_name(name)))

namespace {

piwa::Context context;
piwa::SerialExecutor executor;
piwa::u8 seedBytes[16];

piwa::u32 wordAt(int index) {
  piwa::u32 word = 0;
  for (int i = 3; i >= 0; i--) {
    word = word << 8 | seedBytes[index * 4 + i];
  }
  return word;
}

}  // namespace

extern "C" piwa::u8 __heap_base;

/// Bytes of the arena, or 0 when memory could not grow.
PIWA_EXPORT("open") piwa::u32 openGrid(piwa::i32 grid) {
  const piwa::u64 start = ((piwa::u64)(__SIZE_TYPE__)&__heap_base + 63) & ~63ull;
  const piwa::u64 needed = start + piwa::layOut(context, nullptr, grid);
  const piwa::u64 held = (piwa::u64)__builtin_wasm_memory_size(0) << 16;
  if (needed > held) {
    const __SIZE_TYPE__ pages = (__SIZE_TYPE__)((needed - held + 65535) >> 16);
    if (__builtin_wasm_memory_grow(0, pages) == (__SIZE_TYPE__)-1) {
      return 0;
    }
  }
  piwa::openArena(executor, context, (piwa::u8*)(__SIZE_TYPE__)start, grid);
  return (piwa::u32)(needed - start);
}

PIWA_EXPORT("seed") piwa::u8* seedAddress() { return seedBytes; }

/// Length of the GLB, or 0 when every attempt was rejected.
PIWA_EXPORT("generate") piwa::u32 generateAsset() {
  const piwa::AssetSeed seed{{wordAt(0), wordAt(1), wordAt(2), wordAt(3)}};
  return piwa::generate<PIWA_FIELD>(executor, context, seed);
}

PIWA_EXPORT("glb") piwa::u8* glbAddress() { return context.glb; }

PIWA_EXPORT("facts") piwa::u8* factsAddress() { return context.facts; }

PIWA_EXPORT("factsLength") piwa::u32 factsLength() { return context.factsLength; }

// The compiler emits calls to these; there is no C library.
extern "C" void* memset(void* to, int value, __SIZE_TYPE__ count) {
  piwa::u8* bytes = (piwa::u8*)to;
  for (__SIZE_TYPE__ i = 0; i < count; i++) {
    bytes[i] = (piwa::u8)value;
  }
  return to;
}

extern "C" void* memcpy(void* to, const void* from, __SIZE_TYPE__ count) {
  piwa::u8* target = (piwa::u8*)to;
  const piwa::u8* source = (const piwa::u8*)from;
  for (__SIZE_TYPE__ i = 0; i < count; i++) {
    target[i] = source[i];
  }
  return to;
}
