// The core as kernels: one block of threads makes one asset from its seed to its bytes.
// Which block takes an asset and where its bytes lie is decided by atomics; neither can show in
// them. The host zeroes `results` and `cursor` before a launch.
#include "generate.hpp"
#include "views.hpp"
#include "../exact/sha256.hpp"
#include "asset-result.hpp"
#include "block-executor.hpp"
#include "cuda-team.hpp"

namespace piwa {

constexpr u32 blockThreads = 256;

using BlockRun = BlockExecutor<CudaTeam>;

/// The output buffer that the blocks share; the cursor is the first free byte.
struct Output {
  u8* bytes;
  u64 size;
  u64* cursor;
};

__device__ __forceinline__ u64 paddedTo16(u64 count) { return (count + 15) & ~15ull; }

__device__ __forceinline__ void copyWide(BlockRun& run, u8* to, const u8* from, u32 count) {
  run.forEach((u32)(paddedTo16(count) / 16),
              [&](u32 i) { ((uint4*)to)[i] = ((const uint4*)from)[i]; });
}

/// The next asset that no block has taken, at or after `from`; `count` when there is none.
__device__ __forceinline__ u32 takeNext(AssetResult* results, u32 from, u32 count) {
  u32 at = from;
  while (at < count && atomicCAS(&results[at].status, statusPending, statusTaken)) {
    at++;
  }
  return at;
}

__device__ __forceinline__ AssetSeed seedAt(const u8* seeds, u32 asset) {
  AssetSeed seed;
  for (i32 i = 0; i < 4; i++) {
    seed.word[i] = ((const u32*)seeds)[(u64)asset * 4 + (u32)i];
  }
  return seed;
}

/// What the host asks of every asset of a launch.
struct Wanted {
  u32 grid;
  u32 viewCount;
  u32 viewSize;
};

constexpr u64 cameraBytes = sizeof(f32) * cameraFloats;

/// The planes of all views, then the cameras of all.
__device__ __forceinline__ u64 viewBytes(const Wanted& wanted) {
  return wanted.viewCount * (planeBytes((i32)wanted.viewSize) + cameraBytes);
}

/// Lays out both arenas, one behind the other. 0 for what the core does not make.
__device__ __noinline__ u64 layOutBlock(Context& c, Views& views, u8* base, u32 grid,
                                        u32 viewSize) {
  if (grid != 32 && grid != 64 && grid != 128) {
    return 0;
  }
  const u64 bytes = layOut(c, base, (i32)grid);
  const u64 more = viewSize ? layOutViews(views, base + bytes, c, (i32)viewSize) : 0;
  return viewSize && !more ? 0 : bytes + more;
}

/// Takes room for the asset and fills in its result, the digest excepted.
__device__ __forceinline__ void place(const Context& c, const Wanted& wanted, const Output& out,
                                      u32 glbBytes, AssetResult& result) {
  result.glbBytes = glbBytes;
  result.factsBytes = glbBytes ? c.factsLength : 0;
  result.viewBytes = glbBytes ? (u32)viewBytes(wanted) : 0;
  if (glbBytes == 0) {
    result.status = statusRejected;
    return;
  }
  const u64 need =
      paddedTo16(glbBytes) + paddedTo16(c.factsLength) + paddedTo16(result.viewBytes);
  result.offset = atomicAdd(out.cursor, need);
  result.status = result.offset + need <= out.size ? statusDone : statusNoRoom;
}

/// Renders every view to its place in the output.
__device__ __forceinline__ void writeViews(BlockRun& run, const Context& c, Views& views,
                                           const Wanted& wanted, u8* to) {
  const u64 bytes = planeBytes((i32)wanted.viewSize);
  f32* camera = (f32*)(to + bytes * wanted.viewCount);
  prepareViews(run, c, views);
  for (u32 i = 0; i < wanted.viewCount; i++) {
    run.single([&] { views.planes = to + bytes * i; });
    renderView<f32>(run, c, views, i, wanted.viewCount);
    run.forEach(cameraFloats, [&](u32 k) { camera[i * cameraFloats + k] = views.cameraRow[k]; });
  }
}

}  // namespace piwa

/// One block an asset; any number of blocks. Seeds are 16 bytes each, at a multiple of 16. Block b
/// works in arenas + b * arenaBytes, at a multiple of 64. An asset is its GLB, its facts and its
/// views, each padded to 16 bytes.
extern "C" __global__ void __launch_bounds__(piwa::blockThreads)
    piwa_generate(const piwa::u8* seeds, piwa::u32 count, piwa::u32 grid, piwa::u32 viewCount,
                  piwa::u32 viewSize, piwa::u8* arenas, piwa::u64 arenaBytes, piwa::u8* out,
                  piwa::u64 outBytes, piwa::u64* cursor, piwa::AssetResult* results) {
  using namespace piwa;
  __shared__ u32 words[blockThreads + 1];
  __shared__ Context c;
  __shared__ Views views;
  __shared__ u32 asset;
  BlockRun run{CudaTeam{words}};
  const Output output{out, outBytes, cursor};
  const Wanted wanted{grid, viewCount, viewCount ? viewSize : 0};
  u8* arena = arenas + blockIdx.x * arenaBytes;
  openArena(run, c, arena, (i32)grid);
  run.single([&] {
    layOutBlock(c, views, arena, grid, wanted.viewSize);
    asset = 0;
  });
  for (;;) {
    run.single([&] { asset = takeNext(results, asset, count); });
    if (asset >= count) {
      return;
    }
    const u32 glbBytes = generate<f32>(run, c, seedAt(seeds, asset));
    AssetResult& result = results[asset];
    run.single([&] { place(c, wanted, output, glbBytes, result); });
    if (result.status == statusDone) {
      u8* to = out + result.offset;
      copyWide(run, to, c.glb, glbBytes);
      copyWide(run, to + paddedTo16(glbBytes), c.facts, c.factsLength);
      if (viewCount) {
        u8* viewsAt = to + paddedTo16(glbBytes) + paddedTo16(c.factsLength);
        writeViews(run, c, views, wanted, viewsAt);
      }
    }
  }
}

/// One thread an asset: the SHA-256 of each GLB that is done.
extern "C" __global__ void piwa_hash(const piwa::u8* out, piwa::u32 count,
                                     piwa::AssetResult* results) {
  using namespace piwa;
  const u32 asset = blockIdx.x * blockDim.x + threadIdx.x;
  if (asset < count && results[asset].status == statusDone) {
    sha256(out + results[asset].offset, results[asset].glbBytes, results[asset].sha256);
  }
}

/// The bytes of the arena that one block needs, a multiple of 64; 0 for a grid or a size of views
/// that there is not. A size of 0 is no views. One thread.
extern "C" __global__ void piwa_arena_bytes(piwa::u32 grid, piwa::u32 viewSize,
                                            piwa::u64* bytes) {
  using namespace piwa;
  __shared__ Context c;
  __shared__ Views views;
  *bytes = layOutBlock(c, views, nullptr, grid, viewSize);
}
