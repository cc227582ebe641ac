// What the kernels of the fake CUDA driver do: generator/cuda/kernel.cu, one thread after the other.
#pragma once
#include "generate.hpp"
#include "cuda/asset-result.hpp"
#include "exact/sha256.hpp"
#if PIWA_VERSION >= 2
#include "views.hpp"
#endif

#include <cstdlib>
#include <cstring>
#include <vector>

namespace fake {

using piwa::i32;
using piwa::u32;
using piwa::u64;
using piwa::u8;

inline u64 setting(const char* name, u64 otherwise) {
  const char* text = std::getenv(name);
  return text && *text ? std::strtoull(text, nullptr, 10) : otherwise;
}

using piwa::AssetResult;

inline u64 padded(u64 count) { return (count + 15) & ~15ull; }

inline u64 arenaBytesOf(i32 grid, i32 viewSize) {
  piwa::Context c{};
  u64 bytes = (piwa::layOut(c, nullptr, grid) + 63) & ~63ull;
#if PIWA_VERSION >= 2
  piwa::Views views{};
  bytes += viewSize > 0 ? piwa::layOutViews(views, nullptr, c, viewSize) : 0;
#else
  (void)viewSize;
#endif
  return bytes;
}

struct Generate {
  const u8* seeds;
  u32 count;
  u32 grid;
  u32 viewCount;
  u32 viewSize;
  u8* arenas;
  u64 arenaBytes;
  u8* out;
  u64 outBytes;
  u64* cursor;
  AssetResult* results;
  u32 blocks;
};

inline std::vector<u8> viewsOf(const Generate& g, piwa::Context& c, u8* arena) {
  std::vector<u8> bytes;
#if PIWA_VERSION >= 2
  if (g.viewCount > 0) {
    piwa::SerialExecutor run;
    piwa::Views views{};
    u8* base = arena + ((piwa::layOut(c, arena, (i32)g.grid) + 63) & ~63ull);
    piwa::layOutViews(views, base, c, (i32)g.viewSize);
    piwa::prepareViews(run, c, views);
    const u64 plane = piwa::planeBytes((i32)g.viewSize);
    const u64 camera = sizeof(float) * piwa::cameraFloats;
    bytes.resize(g.viewCount * (plane + camera));
    for (u32 i = 0; i < g.viewCount; i++) {
      piwa::renderView<piwa::VectorF>(run, c, views, i, g.viewCount);
      std::memcpy(bytes.data() + i * plane, views.planes, plane);
      std::memcpy(bytes.data() + g.viewCount * plane + i * camera, views.cameraRow, camera);
    }
  }
#else
  (void)g, (void)c, (void)arena;
#endif
  return bytes;
}

inline void generateOne(const Generate& g, u32 index, piwa::Context& c, u8* arena) {
  piwa::SerialExecutor run;
  piwa::AssetSeed seed;
  std::memcpy(&seed, g.seeds + (u64)index * 16, 16);
  AssetResult& result = g.results[index];
  const u32 length = piwa::generate<piwa::VectorF>(run, c, seed);
  if (length == 0) {
    result.status = piwa::statusRejected;
    return;
  }
  const std::vector<u8> views = viewsOf(g, c, arena);
  const u64 need = padded(length) + padded(c.factsLength) + padded(views.size());
  result.offset = *g.cursor;
  *g.cursor += need;
  const u64 room = setting("FAKE_CUDA_OUT_BYTES", g.outBytes);
  if (result.offset + need > (room < g.outBytes ? room : g.outBytes)) {
    result.status = piwa::statusNoRoom;
    return;
  }
  u8* to = g.out + result.offset;
  std::memcpy(to, c.glb, length);
  std::memcpy(to + padded(length), c.facts, c.factsLength);
  std::memcpy(to + padded(length) + padded(c.factsLength), views.data(), views.size());
  result.glbBytes = length;
  result.factsBytes = c.factsLength;
  result.viewBytes = (u32)views.size();
  result.status = piwa::statusDone;
  const char* wrong = std::getenv("FAKE_CUDA_WRONG");
  if (wrong && std::strcmp(wrong, "asset") == 0) {
    to[length - 1] ^= 1;
  }
}

/// Block b works in arena b, as on a device.
inline void runGenerate(const Generate& g) {
  std::vector<piwa::Context> contexts(g.blocks);
  piwa::SerialExecutor run;
  for (u32 b = 0; b < g.blocks; b++) {
    piwa::openArena(run, contexts[b], g.arenas + b * g.arenaBytes, (i32)g.grid);
  }
  for (u32 i = 0; i < g.count; i++) {
    const u32 block = i % g.blocks;
    generateOne(g, i, contexts[block], g.arenas + block * g.arenaBytes);
  }
}

inline void runHash(const u8* out, u32 count, AssetResult* results) {
  const char* wrong = std::getenv("FAKE_CUDA_WRONG");
  const bool spoil = wrong && std::strcmp(wrong, "hash") == 0;
  for (u32 i = 0; i < count; i++) {
    if (results[i].status == piwa::statusDone) {
      piwa::sha256(out + results[i].offset, results[i].glbBytes, results[i].sha256);
      results[i].sha256[0] ^= spoil ? 1 : 0;
    }
  }
}

}  // namespace fake
